//! When things happen: days of the week by hours, darker where there is more.

use leptos::prelude::*;

use super::grouped;

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A table of seven rows and twenty-four columns. Readers of screens read the numbers, others see shades and, on hover, the number.
#[component]
pub fn WeekHeat(
    /// What it counts, for the caption: "Views by day of the week and hour".
    #[prop(into)]
    title: String,
    /// One thing that is counted, and many: "view", "views".
    nouns: (&'static str, &'static str),
    /// Seven days, Monday first, of twenty-four hours.
    hours: Vec<Vec<u64>>,
) -> impl IntoView {
    let most = hours.iter().flatten().copied().max().unwrap_or(0);
    let words = move |count: u64| format!("{} {}", grouped(count), if count == 1 { nouns.0 } else { nouns.1 });
    let peak = (most > 0).then(|| {
        let place = hours
            .iter()
            .enumerate()
            .find_map(|(day, row)| row.iter().position(|count| *count == most).map(|hour| (day, hour)));
        let (day, hour) = place.unwrap_or_default();
        format!("Most on {}s between {hour}:00 and {}:00: {}", DAYS[day], hour + 1, words(most))
    });
    let heads = (0..24).map(|hour| {
        let shown = (hour % 6 == 0).then(|| hour.to_string());
        view! { <th scope="col" aria-label=format!("{hour}:00")>{shown}</th> }
    });
    let heads = heads.collect_view();
    let rows = hours.into_iter().zip(DAYS).map(|(row, day)| {
        let cells = row.into_iter().enumerate().map(|(hour, count)| {
            // Something is always told from nothing.
            let shade = if count == 0 { 0 } else { (count * 85).div_ceil(most.max(1)) + 15 };
            let title = format!("{day} {hour}:00 to {}:00: {}", hour + 1, words(count));
            view! { <td title=title style=format!("--heat:{shade}%")><span class="sr-only">{count}</span></td> }
        });
        let cells = cells.collect_view();
        view! { <tr><th scope="row"><span aria-hidden="true">{&day[..2]}</span><span class="sr-only">{day}</span></th>{cells}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="flex flex-col gap-2">
            {peak.map(|peak| view! { <p class="text-sm text-muted">{peak}</p> })}
            <table class="heat">
                <caption class="sr-only">{title}</caption>
                <thead><tr><td></td>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
