use super::*;

/// A rectangle of one pixel, [MS-RDPBCGR] 2.2.9.1.1.3.1.2.2.
const PIXEL: [u8; 20] = [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 16, 0, 0, 0, 2, 0, 0xff, 0xff];

/// A Send Data Indication on the I/O channel, as servers send it.
fn indication(data: &[u8]) -> Vec<u8> {
    let mut mcs = vec![0x68, 0x00, 0x01, 0x03, 0xeb, 0x70];
    let length = u16::try_from(data.len()).unwrap();
    mcs.extend_from_slice(&(length | 0x8000).to_be_bytes());
    mcs.extend_from_slice(data);
    x224(&mcs)
}

fn x224(mcs: &[u8]) -> Vec<u8> {
    let mut frame = vec![3, 0];
    frame.extend_from_slice(&u16::try_from(mcs.len() + 7).unwrap().to_be_bytes());
    frame.extend_from_slice(&[2, 0xf0, 0x80]);
    frame.extend_from_slice(mcs);
    frame
}

/// A share data PDU of `kind`, [MS-RDPBCGR] 2.2.8.1.1.1.2.
fn share_data_pdu(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(18 + body.len()).unwrap();
    let mut data = length.to_le_bytes().to_vec();
    data.extend_from_slice(&[0x17, 0, 0xea, 3]); // PDUTYPE_DATAPDU, pduSource
    data.extend_from_slice(&[0xea, 3, 1, 0, 0, 1]); // shareId, padding, streamId
    data.extend_from_slice(&length.to_le_bytes());
    data.extend_from_slice(&[kind, 0, 0, 0]);
    data.extend_from_slice(body);
    indication(&data)
}

#[test]
fn set_error_info_is_read_with_numbers_that_no_table_knows() {
    for code in [0_u32, 4, 0x19, 0x1a, 0x8007_0079] {
        let frame = share_data_pdu(0x2f, &code.to_le_bytes());

        assert_eq!(classify(&frame), ServerPdu::ErrorInfo { code });
    }
}

#[test]
fn ultimatum_is_read_with_every_reason() {
    for reason in 0..8 {
        let frame = x224(&[0x20 | (reason >> 1), reason << 7]);

        assert_eq!(classify(&frame), ServerPdu::Ultimatum { reason });
    }
}

#[test]
fn licensing_is_told_apart_although_xrdp_fills_the_high_flags() {
    // The heads of xrdp's License Request and of a Windows server's valid-client message.
    let mut request = vec![0x80, 0x00, 0x3e, 0x01, 0x01, 0x02, 0x3e, 0x01];
    request.resize(322, 0x11);
    let valid = [0x80, 0, 0, 0, 0xff, 3, 16, 0, 7, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0];

    assert_eq!(
        classify(&indication(&request)),
        ServerPdu::License {
            message: 1,
            error: None
        }
    );
    assert_eq!(
        classify(&indication(&valid)),
        ServerPdu::License {
            message: 0xff,
            error: Some((7, 2))
        }
    );
}

#[test]
fn share_control_pdu_whose_length_looks_like_a_licensing_flag_is_none() {
    let mut deactivate = vec![0x80, 0x00, 0x16, 0x00, 0xea, 0x03];
    deactivate.resize(0x80, 0);

    assert_eq!(classify(&indication(&deactivate)), ServerPdu::DeactivateAll);
}

#[test]
fn logon_errors_are_found_behind_a_reconnect_cookie() {
    let mut extended = 3_u32.to_le_bytes().to_vec();
    extended.extend_from_slice(&[0, 0]); // Length
    extended.extend_from_slice(&3_u32.to_le_bytes()); // cookie and logon errors
    extended.extend_from_slice(&28_u32.to_le_bytes());
    extended.extend_from_slice(&[0x55; 28]);
    extended.extend_from_slice(&8_u32.to_le_bytes());
    extended.extend_from_slice(&2_u32.to_le_bytes()); // LOGON_FAILED_OTHER
    extended.extend_from_slice(&0xc000_006d_u32.to_le_bytes());

    assert_eq!(
        classify(&share_data_pdu(0x26, &extended)),
        ServerPdu::LogonError {
            notification: 2,
            data: 0xc000_006d
        }
    );
}

#[test]
fn refusals_of_users_and_channels_are_read_as_per_writes_them_and_as_servers_do() {
    // rt-too-many-users (13) and rt-unspecified-failure (14), without their optional fields; then in a whole byte.
    assert_eq!(
        classify(&x224(&[0x2d, 0xa0])),
        ServerPdu::AttachUserConfirm { result: 13, user: None }
    );
    assert_eq!(
        classify(&x224(&[0x3d, 0xc0, 0, 3, 3, 0xeb])),
        ServerPdu::ChannelJoinConfirm {
            channel: 1003,
            result: 14
        }
    );
    assert_eq!(
        classify(&x224(&[0x3e, 14, 0, 3, 3, 0xeb, 3, 0xeb])),
        ServerPdu::ChannelJoinConfirm {
            channel: 1003,
            result: 14
        }
    );
    assert_eq!(
        classify(&x224(&[0x2e, 0, 0, 3])),
        ServerPdu::AttachUserConfirm {
            result: 0,
            user: Some(1004)
        }
    );
    assert_eq!(
        classify(&x224(&[0x2c, 0])),
        ServerPdu::AttachUserConfirm { result: 0, user: None }
    );
}

#[test]
fn pictures_are_told_in_both_forms() {
    assert_eq!(
        classify(&share_data_pdu(0x02, &[&[1, 0, 1, 0][..], &PIXEL].concat())),
        ServerPdu::Picture(PictureKind::Bitmap)
    );
    assert_eq!(
        classify(&share_data_pdu(0x02, &[0, 0, 0, 0, 1, 0, 0, 0, 0x09, 0x0a])),
        ServerPdu::Picture(PictureKind::Orders)
    );
    let fast_path = [&[0x00, 0x1e, 0x01, 0x18, 0x00, 1, 0, 1, 0][..], &PIXEL].concat();
    assert_eq!(classify(&fast_path), ServerPdu::Picture(PictureKind::Bitmap));
    let empty = [0x00, 0x09, 0x01, 0x04, 0x00, 1, 0, 0, 0];
    assert_eq!(classify(&empty), ServerPdu::Other(Pdu::BitmapUpdate));
}

#[test]
fn refused_connect_keeps_the_result() {
    let refused = x224(&[
        0x7f, 0x66, 0x0b, 0x0a, 0x01, 0x0e, 0x02, 0x01, 0x00, 0x30, 0x00, 0x04, 0x00,
    ]);

    assert_eq!(
        classify(&refused),
        ServerPdu::ConnectResponse {
            result: 14,
            settings: None
        }
    );
}

#[test]
fn every_prefix_of_a_frame_is_named_without_panic() {
    let frames = [
        share_data_pdu(0x26, &[3; 60]),
        indication(&[0x80, 0, 0, 0, 0xff, 3, 16, 0, 7, 0, 0, 0]),
        x224(&[0x7f, 0x66, 0x0b, 0x0a, 0x01]),
    ];
    for frame in frames {
        for end in 0..frame.len() {
            let seen = classify(&frame[..end]);

            assert_ne!(seen.name(), Pdu::Unnamed);
        }
    }
}
