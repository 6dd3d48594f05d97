//! What there is of each side of a connection.

use wire::Direction;

/// Something of the client and of the server.
#[derive(Debug, Default)]
pub(crate) struct Both<T> {
    pub(crate) client: T,
    pub(crate) server: T,
}

impl<T> Both<T> {
    /// That of the side which sends so, as seen from the client.
    pub(crate) fn of(&mut self, from: Direction) -> &mut T {
        match from {
            Direction::Sent => &mut self.client,
            Direction::Received => &mut self.server,
        }
    }
}
