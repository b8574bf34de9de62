//! Pages of accounts: the doors, the mail box, devices, legal texts.
