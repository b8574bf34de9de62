//! Analytics: what visitors touched, counted for the people who made it.
