//! The real binary in a folder of its own: started, waited for, killed.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// How long a start or an end may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The command with its settings: development, files in the folder, no rate limits, whatever the environment says.
pub fn command(folder: &Path, settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mewayz"));
    command.current_dir(folder).stdin(Stdio::null());
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MEWAYZ")) {
        command.env_remove(name);
    }
    let base = [("limits.rate_limits", "false"), ("log.filter", "warn"), ("database.url", "sqlite://mewayz.db")];
    for (key, value) in base.iter().filter(|(key, _)| settings.iter().all(|(own, _)| own != key)).chain(settings) {
        command.arg("--set").arg(format!("{key}={value}"));
    }
    command
}

/// Runs the command to its end: exit code and what it said on standard error.
pub fn run(mut command: Command) -> (Option<i32>, String) {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    let mut errors = child.stderr.take().expect("standard error is piped");
    let reader = std::thread::spawn(move || std::io::read_to_string(&mut errors).unwrap_or_default());
    let code = wait(&mut child);
    (code, reader.join().expect("standard error ends"))
}

/// Waits for the end; whoever does not end is killed and has no code.
fn wait(child: &mut Child) -> Option<i32> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait().expect("a child can be asked") {
            return status.code();
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}

/// A port of this machine that nobody listens on.
pub fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it has an address")
}

/// A running server.
pub struct Server {
    child: Child,
    /// Its address, `http://127.0.0.1:1234`.
    pub base: String,
}

impl Server {
    /// Starts it and returns once it is ready.
    pub async fn start(folder: &Path, settings: &[(&str, &str)]) -> Self {
        super::prepare();
        let address = free_address();
        let log = std::fs::File::options().create(true).append(true).open(folder.join("log")).expect("a log file");
        let mut command = command(folder, settings);
        command.arg("--address").arg(address.to_string()).arg("serve");
        let log = (log.try_clone().expect("a second handle"), log);
        let mut server = Self {
            child: command.stdout(log.0).stderr(log.1).spawn().expect("the binary runs"),
            base: format!("http://{address}"),
        };
        let begun = Instant::now();
        let readiness = format!("{}/readiness", server.base);
        while !matches!(reqwest::get(&readiness).await, Ok(reply) if reply.status().is_success()) {
            let ended = server.child.try_wait().expect("a child can be asked");
            assert!(ended.is_none() && begun.elapsed() < PATIENCE, "it does not start: {}", said(folder));
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        server
    }

    /// `kill -9`: no goodbye.
    pub fn kill(mut self) {
        self.child.kill().expect("it is alive");
        self.child.wait().expect("it ends");
    }

    /// Asks it to stop; gives its exit code.
    pub fn stop(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
        wait(&mut self.child)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What servers in a folder have said.
pub fn said(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("log")).unwrap_or_default()
}
