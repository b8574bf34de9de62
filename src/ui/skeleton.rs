//! The shape of what comes, shown after 150 ms.

use leptos::prelude::*;

/// What is being loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SkeletonShape {
    /// A few lines of text.
    #[default]
    Text,
    /// Rows of a table.
    Rows,
    /// Cards side by side.
    Cards,
    /// Labels and fields.
    Form,
}

/// Grey bones in the shape of what comes. Nothing is drawn for the first 150 ms, so that quick answers do not flicker.
#[component]
pub fn Skeleton(
    /// What is being loaded.
    #[prop(optional)]
    shape: SkeletonShape,
    /// How many lines, rows, cards or fields.
    #[prop(default = 4)]
    count: usize,
) -> impl IntoView {
    let bones = (0..count)
        .map(|index| match shape {
            SkeletonShape::Text => {
                view! { <span class="bone" style=format!("width:{}%", 92 - index * 17 % 40)></span> }.into_any()
            }
            SkeletonShape::Rows => view! {
                <span class="flex items-center gap-4 border-b px-4 py-3">
                    <span class="bone w-1/3"></span>
                    <span class="bone w-1/6"></span>
                    <span class="bone ms-auto w-1/6"></span>
                </span>
            }
            .into_any(),
            SkeletonShape::Cards => view! {
                <span class="card flex flex-col gap-3 p-4">
                    <span class="bone w-1/2"></span>
                    <span class="bone" style="height:24px;width:70%"></span>
                    <span class="bone w-2/3"></span>
                </span>
            }
            .into_any(),
            SkeletonShape::Form => view! {
                <span class="flex flex-col gap-2">
                    <span class="bone w-24"></span>
                    <span class="bone" style="height:36px;border-radius:8px"></span>
                </span>
            }
            .into_any(),
        })
        .collect_view();
    let class = match shape {
        SkeletonShape::Cards => "grid gap-4 sm:grid-cols-2 lg:grid-cols-4",
        SkeletonShape::Rows => "card flex flex-col",
        _ => "flex flex-col gap-4",
    };
    view! {
        <div class="skeleton" role="status">
            <span class="sr-only">"Loading"</span>
            <div class=class aria-hidden="true">{bones}</div>
        </div>
    }
}
