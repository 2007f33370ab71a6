//! The day's steps by commands without a screen, as scripts say them: what `act` writes and refuses, and what
//! `status` and `log` answer.

use serde_json::{Value, json};

use crate::floor_kit::FloorKit;

/// The fields of one object, in a row.
fn fields(of: &Value, names: &[&str]) -> Value {
    names.iter().map(|name| of[name].clone()).collect()
}

#[test]
fn ready_stations_are_counted_and_said_once() {
    let floor = FloorKit::open("09:30");
    assert_eq!(floor.station_now(27)["state"], "not_ready");
    let told = floor.act(&["--station", "27", "ready"]);
    assert!(
        told.contains("station 27") && told.contains("station ready"),
        "{told}"
    );
    assert_eq!(floor.station_now(27)["state"], "ready");
    assert!(floor.must(&["status"]).contains("ready: 1 of 47"));
    let again = floor.run(&["act", "--station", "27", "ready"]);
    assert_eq!((again.code, again.out.as_str()), (3, ""));
    assert!(again.err.contains("already marked ready"), "{}", again.err);
    let log = floor.log_of("station_ready");
    assert_eq!(log.len(), 1, "a refusal writes nothing");
    assert_eq!(fields(&log[0], &["role", "undone"]), json!(["station:27", false]));
}

#[test]
fn an_arrival_takes_the_planned_number_or_the_counted_one() {
    let floor = FloorKit::open("09:46");
    let names = [
        "state",
        "group",
        "head_count",
        "places",
        "next_group",
        "overtime_s",
    ];
    assert_eq!(
        fields(&floor.station_now(27), &names),
        json!(["waiting", null, null, 12, 32, 0])
    );
    floor.act(&["--station", "27", "arrive"]);
    assert_eq!(
        fields(&floor.station_now(27), &names),
        json!(["running", 8, 11, 12, 32, 0])
    );
    floor.act(&["--station", "11", "arrive", "6", "--count", "11"]);
    assert_eq!(
        fields(&floor.group_now(6), &["state", "station", "counted", "planned"]),
        json!(["present", 11, 11, 12])
    );
    floor.jump("10:07:30");
    floor.act(&["--station", "6", "arrive"]);
    assert_eq!(floor.station_now(6)["head_count"], 11, "offered from then on");
    floor.act(&["--station", "6", "count", "-1"]);
    assert_eq!(floor.station_now(6)["head_count"], 10);
}

#[test]
fn a_group_at_the_wrong_station_is_sent_on_and_counts_where_it_belongs() {
    let floor = FloorKit::open("09:47");
    floor.act(&["--station", "11", "arrive", "--count", "11"]);
    floor.act(&["--station", "11", "arrive", "7"]);
    assert_eq!(
        fields(&floor.station_now(11), &["head_count", "places"]),
        json!([23, 12])
    );
    floor.act(&["--station", "11", "send-on", "7"]);
    assert_eq!(floor.station_now(11)["head_count"], 11);
    floor.jump("09:52");
    floor.act(&["--station", "43", "arrive", "7"]);
    assert_eq!(
        fields(&floor.group_now(7), &["state", "station", "counted"]),
        json!(["present", 43, 12])
    );
    let sent = &floor.log_of("sent_on")[0];
    assert_eq!(
        fields(&sent["body"], &["station", "group", "to"]),
        json!([11, 7, 43])
    );
}

#[test]
fn a_slip_is_undone_and_both_stay_in_the_log() {
    let floor = FloorKit::open("09:50");
    floor.act(&["--station", "37", "arrive"]);
    floor.act(&["--station", "37", "finish"]);
    assert_eq!(floor.group_now(12)["state"], "on_the_way");
    let told = floor.act(&["--station", "37", "undo"]);
    assert!(told.contains("Undone: finished: group 12"), "{told}");
    let now = floor.station_now(37);
    assert_eq!(fields(&now, &["state", "group"]), json!(["running", 12]));
    let left = now["remaining_s"].as_i64().unwrap();
    assert!((760..=780).contains(&left), "until 10:03: {left}");
    let finished = &floor.log_of("group_finished")[0];
    assert_eq!(finished["undone"], true);
    let id = finished["id"].as_str().unwrap();
    let again = floor.run(&["act", "--station", "37", "undo", id]);
    assert_eq!(again.code, 3);
    assert!(again.err.contains("already undone"), "{}", again.err);
}

#[test]
fn what_happened_earlier_is_entered_with_its_own_time() {
    let floor = FloorKit::open("10:05");
    let radio = ["--coordinator", "--station", "20"];
    let told = floor.act(&[&radio[..], &["arrive", "33", "--at", "09:47:30"]].concat());
    assert!(
        told.starts_with("09:47:30") && told.contains("coordinator → station 20"),
        "{told}"
    );
    floor.act(&[&radio[..], &["finish", "33", "--at", "10:02:30"]].concat());
    let arrived = &floor.log_of("group_arrived")[0];
    assert_eq!(
        fields(arrived, &["at", "role"]),
        json!(["09:47:30", "coordinator"])
    );
    assert_eq!(arrived["body"]["round"], 1);
    assert!(
        arrived["stamp"].as_str().unwrap().starts_with("10:05"),
        "{arrived}"
    );
    let future = floor.run(&["act", "--station", "27", "arrive", "--at", "10:30"]);
    assert_eq!(future.code, 3);
    assert!(future.err.contains("has not come yet"), "{}", future.err);
}

#[test]
fn first_aid_is_called_accepted_and_closed() {
    let floor = FloorKit::open("10:19");
    floor.act(&["--station", "27", "first-aid"]);
    let calls = floor.status()["calls"].clone();
    assert_eq!(
        fields(&calls[0], &["place", "need", "accepted"]),
        json!(["station:27", "first_aid", null])
    );
    floor.act(&["--coordinator", "accept"]);
    assert!(floor.status()["calls"][0]["accepted"].is_string());
    let again = floor.run(&["act", "--coordinator", "accept"]);
    assert_eq!(again.code, 3, "nobody is waiting for an answer: {again:?}");
    floor.act(&["--coordinator", "close"]);
    assert_eq!(floor.status()["calls"], json!([]));
}

#[test]
fn more_minutes_move_one_station_and_a_hold_moves_all() {
    let floor = FloorKit::open("10:38");
    floor.act(&["--station", "37", "arrive"]);
    floor.act(&["--station", "37", "extend", "4", "--reason", "guests"]);
    let left = |no: u16| floor.station_now(no)["remaining_s"].as_i64().unwrap();
    assert!((770..=780).contains(&left(37)) && (530..=540).contains(&left(41)));
    floor.act(&["--coordinator", "hold", "--reason", "drill"]);
    let frozen = left(41);
    floor.jump("10:45");
    assert_eq!(left(41), frozen);
    assert_eq!(floor.status()["hold"]["reason"], "drill");
    floor.act(&["--coordinator", "resume"]);
    assert_eq!(floor.status()["hold"], Value::Null);
    assert!(
        (frozen - 20..=frozen).contains(&left(41)),
        "it goes on where it stood"
    );
    let again = floor.run(&["act", "--coordinator", "resume"]);
    assert_eq!(again.code, 3);
}

#[test]
fn a_message_lists_who_has_received_it() {
    let floor = FloorKit::open("10:49");
    floor.act(&["--coordinator", "message", "--preset", "vip"]);
    floor.act(&["--station", "27", "received"]);
    let message = floor.status()["messages"][0].clone();
    assert_eq!(
        fields(&message, &["to", "received"]),
        json!(["all", ["station:27"]])
    );
    assert_eq!(message["text"]["kk"], "Құрметті қонақтар келе жатыр");
    let missing = message["missing"].as_array().unwrap();
    assert_eq!(missing.len(), 46, "station 20 is on paper");
    assert!(!missing.contains(&json!("station:20")) && missing.contains(&json!("station:32")));
}

#[test]
fn a_desk_counts_visitors_and_its_queue() {
    let floor = FloorKit::open("11:44");
    for kind in ["pupil", "student", "adult"] {
        floor.act(&["--desk", "71", "visit", kind]);
    }
    floor.act(&["--desk", "71", "take-back"]);
    floor.act(&["--desk", "71", "queue", "9"]);
    let back = &floor.log_of("desk_visit_taken_back")[0];
    assert_eq!(back["body"]["visitor"], "adult");
    let queue = floor.log_of("desk_queue_counted");
    let own = queue.iter().find(|entry| entry["role"] == "desk:71").unwrap();
    assert_eq!(fields(&own["body"], &["desk", "length"]), json!([71, 9]));
}

#[test]
fn a_refusal_says_why_in_the_language_of_the_one_who_asks() {
    let floor = FloorKit::open("09:46");
    floor.act(&["--station", "27", "arrive"]);
    let many = ["act", "--station", "27", "interest", "50"];
    for (lang, words) in [
        ("kk", "11 санынан көп болмауы керек"),
        ("ru", "больше 11"),
        ("en", "Cannot be more than 11"),
    ] {
        let said = floor.run_in(lang, &many);
        assert_eq!((said.code, said.out.as_str()), (3, ""), "{lang}");
        assert!(said.err.contains(words), "{lang}: {}", said.err);
    }
    assert_eq!(floor.log_of("interest_counted").len(), 0);
}

#[test]
fn exit_codes_tell_whose_turn_it_is() {
    let floor = FloorKit::open("09:46");
    for (words, code) in [
        (&["act", "ready"][..], 2),
        (&["act", "--station", "27", "dance"], 2),
        (&["act", "--desk", "71", "ready"], 2),
        (
            &["act", "--coordinator", "message", "--to", "hall:attic", "Lunch"],
            2,
        ),
        (&["act", "--station", "99", "ready"], 3),
        (&["act", "--station", "57", "ready"], 3),
        (&["act", "--station", "27", "arrive", "77"], 3),
        (&["station", "99"], 3),
    ] {
        let said = floor.run(words);
        assert_eq!(said.code, code, "{words:?}: {said:?}");
        assert!(!said.err.is_empty() && said.out.is_empty(), "{words:?}: {said:?}");
    }
    std::fs::rename(floor.share_folder(), floor.path("away")).unwrap();
    let kept = floor.run(&["act", "--station", "27", "ready"]);
    assert_eq!(kept.code, 4, "{kept:?}");
    assert!(
        kept.out.contains("station ready") && kept.err.contains("not sent"),
        "{kept:?}"
    );
    std::fs::rename(floor.path("away"), floor.share_folder()).unwrap();
    floor.act(&["--station", "28", "ready"]);
    assert_eq!(floor.log_of("station_ready").len(), 2, "sent with the next one");
}
