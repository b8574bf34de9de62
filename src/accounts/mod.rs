//! Accounts: people who sign in, their passwords, sessions and the mails that prove an address.
