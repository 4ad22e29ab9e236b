// Sentences that the terminal and the page of `balloon measure` share.
#pragma once

#include <string>
#include <vector>

#include "io/measure_study.hpp"

namespace balloon {

/// "change of ", to stand before a column's name; empty for the level.
std::string transform_words(measure::Transform transform);
/// "p = 0.012", or "p < 0.001".
std::string probability_words(double p);
/// "change of coca_ha on gme_eradication_ha of 1 time before; place and time effects taken out".
std::string specification_sentence(const MeasureStudy& study);
/// One line for each test, with what a small p speaks for.
std::vector<std::string> test_sentences(const MeasureStudy& study);
/// What the quotient says, or why it does not exist.
std::string quotient_sentence(const measure::DisplacementQuotient& quotient);
/// What the checks of its control found.
std::vector<std::string> control_sentences(const measure::DisplacementQuotient& quotient);

}  // namespace balloon
