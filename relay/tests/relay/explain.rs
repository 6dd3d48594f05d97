//! What a code, a text or a file is, on the command line.

use serde_json::Value;
use tempfile::TempDir;

use crate::program::run;

#[tokio::test]
async fn a_code_and_a_sentence_are_explained_and_nonsense_is_not() {
    let (exit, out, _) = run(&["explain", "0x204"]).await;
    assert_eq!(exit, 0);
    assert!(out.contains("The TCP connection couldn't be opened."), "{out}");

    let (exit, out, _) = run(&["explain", "The", "Local Security Authority cannot be contacted"]).await;
    assert_eq!(exit, 0);
    assert!(out.contains("SEC_E_INTERNAL_ERROR"), "{out}");

    let (exit, out, _) = run(&["explain", "my printer is out of paper"]).await;
    assert_eq!(exit, 1);
    assert!(out.contains("No app we know of shows this."), "{out}");
    assert_eq!(run(&["explain", "-"]).await.0, 2);
    for missing in ["/no/such/file", "no-such.rdp", r"C:\no\such.log"] {
        let (exit, out, error) = run(&["explain", missing]).await;
        assert_eq!((exit, out.as_str()), (2, ""), "{missing}");
        assert!(error.contains(missing), "{error}");
    }
}

#[tokio::test]
async fn a_log_and_a_connection_file_are_read_from_disk() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let log = path(
        "xrdp.log",
        "[20240319-00:20:44] [INFO ] AF_INET connection received from 192.0.2.7 port 6\n\
         [20240319-00:20:45] [ERROR] Cannot read private key file /etc/xrdp/key.pem\n",
    );
    let file = path(
        "pc.rdp",
        "full address:s:vdi\r\nalternate full address:s:broker.example.net\r\n",
    );

    let (exit, out, _) = run(&["explain", &log]).await;
    assert_eq!(exit, 0);
    assert!(
        out.contains("ssl-cert") && out.contains("! 20240319-00:20:45  line 2"),
        "{out}"
    );

    let (exit, out, _) = run(&["explain", "--json", &file]).await;
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((exit, &told["kind"]), (0, &Value::from("connection-file")));
    assert_eq!(told["target"], "broker.example.net:3389");
    assert_eq!(told["codes"][0]["meanings"][0]["symbol"], "file.alternate");
}
