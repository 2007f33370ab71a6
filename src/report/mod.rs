//! What goes to people outside the screens: sheets of paper, as pages for printing.
//!
//! PURE: a floor and a moment go in, text comes out; nothing is read, written or asked for the time. The same
//! floor and the same moment give the same bytes. Sentences come from the caller ([`phrases`]), so that nothing
//! here depends on where the catalogues lie. Everything that others wrote passes [`html`], which escapes it.

pub mod html;
pub mod paper;
pub mod phrases;
