//! The activity: every action has words, filters find, pages follow each other, files hold what the page shows.

use mewayz::{
    entity::audit,
    kernel::{
        AppError,
        id::AuditId,
        permission::Role,
        time::{self, Time},
    },
    sites::sites,
    workspaces::{
        activity, members,
        types::activity::{ACTIVITY_PAGE, Lookup, sentence},
        workspaces,
    },
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use crate::support::{Member, TestApp, db_test};

/// The text between the parenthesis that opens at `start` and the one that closes it.
fn inside(code: &str, start: usize) -> &str {
    let mut depth = 0usize;
    for (at, sign) in code[start..].char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return &code[start..start + at];
        }
    }
    &code[start..]
}

/// Words like `site.publish` between quotes.
fn dotted(text: &str) -> Vec<String> {
    let quoted = text.split('"').skip(1).step_by(2);
    let word = |text: &&str| {
        let parts: Vec<_> = text.split('.').collect();
        let plain = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        parts.len() == 2 && parts.iter().all(plain)
    };
    quoted.filter(word).map(str::to_owned).collect()
}

/// Every action that the code of a file writes down: `action: "…"`, and words passed to what records or changes.
fn actions(code: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, _) in code.match_indices("action: \"") {
        let line = code[at..].lines().next().unwrap_or_default();
        out.extend(dotted(line));
    }
    for call in ["record(", "change(", "note("] {
        for (at, _) in code.match_indices(call) {
            out.extend(dotted(inside(code, at + call.len() - 1)));
        }
    }
    out.sort();
    out.dedup();
    out
}

fn sources(folder: &std::path::Path, out: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with("src/tests") {
            sources(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn every_action_has_a_sentence() {
    let planted =
        "audit::record(&tx, ws, Change { action: \"kettle.boil\", x }); record(&tx, f(1), \"cup.fill\", None)";
    assert_eq!(actions(planted), ["cup.fill", "kettle.boil"], "actions are found");
    let mut files = Vec::new();
    sources(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut files);
    let mut silent = Vec::new();
    let mut found = 0;
    for file in files {
        let code = std::fs::read_to_string(&file).expect("a source");
        for action in actions(&code) {
            found += 1;
            if sentence(&action, "x").is_none() {
                silent.push(format!("{}: {action} has no words in workspaces/types/activity.rs", file.display()));
            }
        }
    }
    assert!(found > 50, "only {found} actions were found");
    assert!(silent.is_empty(), "\n{}", silent.join("\n"));
}

#[test]
fn sentences_read_well_without_a_name() {
    assert_eq!(sentence("site.publish", "Ada").as_deref(), Some("published the site Ada"));
    assert_eq!(sentence("site.publish", "").as_deref(), Some("published the site"));
    assert_eq!(sentence("nothing.at_all", ""), None);
}

async fn deeds(of: &Member, lookup: Lookup) -> Vec<String> {
    let found = activity::list(&of.ws, &lookup, "").await.expect("the activity");
    found.deeds.into_iter().map(|deed| format!("{} {}", deed.who, deed.what)).collect()
}

async fn lived(t: &TestApp) -> (Member, Member) {
    let owner = t.owner("studio").await;
    let editor = t.member(&owner.ws, Role::Editor).await;
    sites::create(&editor.ws, "Shop", "", "paper").await.unwrap();
    workspaces::rename(&owner.ws, 0, "Studio North").await.unwrap();
    (owner, editor)
}

db_test!(it_says_who_did_what_with_old_and_new_values, |t| async {
    let (owner, _) = lived(&t).await;
    let found = activity::list(&owner.ws, &Lookup::default(), "").await.unwrap();
    let renamed = &found.deeds[0];
    assert_eq!((renamed.who.as_str(), renamed.what.as_str()), ("Owner of studio", "changed the settings"));
    let name = renamed.changes.iter().find(|change| change.label == "name").expect("the name has changed");
    assert_eq!((name.old.as_str(), name.new.as_str()), ("studio", "Studio North"));
    assert_eq!(renamed.changes.len(), 1, "what stayed is not listed: {:?}", renamed.changes);
    assert_eq!(renamed.place, "203.0.113.0/24", "a network, never an address");
    assert!(found.deeds[1].what.starts_with("made the site Shop"), "{:?}", found.deeds[1]);
    assert!(found.people.iter().any(|(_, name)| name == "Owner of studio"));
});

db_test!(it_is_filtered_by_person_topic_and_days, |t| async {
    let (owner, editor) = lived(&t).await;
    let person = Lookup { person: editor.user.to_string(), ..Lookup::default() };
    assert_eq!(deeds(&owner, person).await.len(), 1);
    let topic = Lookup { topic: "workspace".to_owned(), ..Lookup::default() };
    assert_eq!(deeds(&owner, topic).await, ["Owner of studio changed the settings"]);
    let day = |days: i64| (time::now() + chrono::TimeDelta::days(days)).format("%Y-%m-%d").to_string();
    let between = |from: &str, to: &str| Lookup { from: from.to_owned(), to: to.to_owned(), ..Lookup::default() };
    assert_eq!(deeds(&owner, between(&day(0), &day(0))).await.len(), 2);
    assert_eq!(deeds(&owner, between(&day(1), "")).await.len(), 0);
    assert_eq!(deeds(&owner, between("", &day(-1))).await.len(), 0);
    let wrong = activity::list(&owner.ws, &between("yesterday", ""), "").await.expect_err("no day");
    assert!(wrong.field("from").is_some(), "{wrong:?}");
});

async fn plant(t: &TestApp, owner: &Member, count: usize, at: Time) {
    for number in 0..count {
        let row = audit::Model {
            id: AuditId::new(),
            workspace_id: Some(owner.ws.id()),
            user_id: Some(owner.user),
            action: "site.publish".to_owned(),
            object_kind: "site".to_owned(),
            object_id: None,
            old: None,
            new: Some(serde_json::json!({ "title": format!("=Site {number}") })),
            ip: String::new(),
            impersonating: None,
            request_id: String::new(),
            // Several in one instant: the id decides then.
            at: at - chrono::TimeDelta::seconds(i64::try_from(number / 3).unwrap()),
        };
        row.into_active_model().insert(t.db().write()).await.unwrap();
    }
}

db_test!(pages_follow_each_other_without_gaps, |t| async {
    let owner = t.owner("studio").await;
    let count = usize::try_from(ACTIVITY_PAGE).unwrap() * 2 + 7;
    plant(&t, &owner, count, time::now()).await;
    let (mut seen, mut before, mut pages) = (std::collections::BTreeSet::new(), String::new(), 0);
    loop {
        let page = activity::list(&owner.ws, &Lookup::default(), &before).await.unwrap();
        for deed in page.deeds {
            assert!(seen.insert(deed.what.clone()), "{} comes twice", deed.what);
        }
        pages += 1;
        let Some(next) = page.next else { break };
        before = next;
    }
    assert_eq!((seen.len(), pages), (count, 3));
    let file = owner.client.get("/w/studio/activity.csv").await.text();
    // The head, the lines, and that the file was taken along.
    assert_eq!(file.lines().count(), count + 2, "{file}");
    assert!(file.contains("published the site =Site 3") && !file.contains(",=Site"), "no formula begins a cell");
});

db_test!(only_whoever_may_see_it_and_only_of_this_workspace, |t| async {
    let (owner, editor) = lived(&t).await;
    let refused = activity::list(&editor.ws, &Lookup::default(), "").await.expect_err("an editor");
    assert!(matches!(refused, AppError::Forbidden(_)), "{refused:?}");
    let rival = t.owner("rival").await;
    assert!(deeds(&rival, Lookup::default()).await.is_empty());
    let foreign = Lookup { person: owner.user.to_string(), ..Lookup::default() };
    assert!(deeds(&rival, foreign).await.is_empty());
    let team = members::team(&owner.ws).await.unwrap().members;
    let id = team.iter().find(|row| row.role == Role::Editor).unwrap().id;
    members::remove(&owner.ws, id).await.unwrap();
    let lines = deeds(&owner, Lookup::default()).await;
    assert!(lines[0].starts_with("Owner of studio removed Editor"), "{lines:?}");
});
