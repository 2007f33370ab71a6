//! Parts of screens that draw themselves from plain values into whatever area they are given, at any size.
//!
//! | widget | shows |
//! |---|---|
//! | [`big_clock`] | the countdown in figures as large as the area allows |

pub mod big_clock;
