//! Why somebody has to stay without a station: the proofs hold, say as much as they can, and read well.

use sheber::cli::plan::why::Spoken;
use sheber::domain::event::Lang;
use sheber::rotation::explain::reasons;
use sheber::rotation::format::read;
use sheber::ui::text::Texts;

#[test]
fn peek() {
    for entry in std::fs::read_dir("tests/data/planning").unwrap() {
        let path = entry.unwrap().path();
        let inst = read(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let t = std::time::Instant::now();
        let r = reasons(&inst.problem);
        println!("{} {} {:?}", inst.name, r.least_idle, t.elapsed());
        for lang in Lang::ALL {
            for line in Spoken::of(&inst, Texts::of(lang)).reasons(&r) {
                println!("   {line}");
            }
        }
    }
}
