//! A mail server for tests: speaks SMTP (RFC 5321) on loopback, keeps what it is given, refuses whom it is told to.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// The messages that were accepted, as they came over the wire.
pub type Received = Arc<Mutex<Vec<String>>>;

/// A port that nobody listens on, for a server that comes later.
pub async fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}

/// Listens until the test ends. Recipients that begin with `refused` get 550, those that begin with `later` 451.
pub async fn listen(address: SocketAddr) -> Received {
    let received = Received::default();
    let listener = TcpListener::bind(address).await.unwrap();
    let kept = Arc::clone(&received);
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(talk(socket, Arc::clone(&kept)));
        }
    });
    received
}

async fn talk(socket: TcpStream, received: Received) -> std::io::Result<()> {
    let (read, mut write) = socket.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 mail.test ready\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let command = line.to_ascii_uppercase();
        let answer = match command.split(' ').next().unwrap_or_default() {
            "RCPT" if command.contains("<REFUSED") => "550 5.1.1 no such mailbox",
            "RCPT" if command.contains("<LATER") => "451 4.3.0 try again later",
            "EHLO" => "250-mail.test\r\n250 8BITMIME",
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut message = Vec::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    message.push(line);
                }
                received.lock().unwrap().push(message.join("\n"));
                "250 taken"
            }
            _ => "250 fine",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
