//! The measures behind charts: round ticks and short numbers.

/// The largest value of an axis that starts at zero, and its few round ticks from the top down.
pub(super) fn ticks(values: impl Iterator<Item = f64>) -> (f64, Vec<f64>) {
    let largest = values.filter(|value| value.is_finite()).fold(0.0_f64, f64::max);
    if largest <= 0.0 {
        return (1.0, vec![1.0, 0.0]);
    }
    let rough = largest / 3.0;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= rough);
    // Counts have no halves.
    let step = step.unwrap_or(10.0 * power).max(if largest >= 1.0 { 1.0 } else { 0.0 });
    let step = if (1.0..10.0).contains(&largest) { step.ceil() } else { step };
    let count = (largest / step).ceil() as usize;
    let top = step * count as f64;
    (top, (0..=count).rev().map(|index| step * index as f64).collect())
}

/// "980", "1.2k", "3.4M": for axes, where the exact value is one hover away.
pub(super) fn short(value: f64) -> String {
    let trim = |value: f64, unit: &str| {
        let text = format!("{value:.1}");
        format!("{}{unit}", text.strip_suffix(".0").unwrap_or(&text))
    };
    match value.abs() {
        size if size >= 1e9 => trim(value / 1e9, "B"),
        size if size >= 1e6 => trim(value / 1e6, "M"),
        size if size >= 1e4 => trim(value / 1e3, "k"),
        size if size >= 10.0 || size.fract() == 0.0 => format!("{value:.0}"),
        _ => trim(value, ""),
    }
}

/// Which labels of the lower axis are shown: at most `most`, evenly spread from the first.
pub(super) fn shown_labels(count: usize, most: usize) -> impl Iterator<Item = usize> {
    (0..count).step_by(count.div_ceil(most).max(1))
}
