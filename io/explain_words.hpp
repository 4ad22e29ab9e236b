// How an explanation is worded: names of factors and outcomes, figures, and the sentences that say
// what matters most.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/explain_study.hpp"

namespace balloon::explain_words {

/// Significant figures with thousands separated by commas and an ASCII minus; "-" where there is
/// no number. `plus` puts a sign before positive ones.
std::string figure(double value, int figures = 3, bool plus = false);
/// With so many decimals; negative ones round to tens, hundreds and so on. Never -0.
std::string fixed(double value, int decimals, bool plus = false);
/// Decimals that give a value so many figures.
int decimals_for(double value, int figures = 3);
/// "[low, high]", rounded as suits the larger of both.
std::string range(double low, double high, int figures = 3, bool plus = false);
/// A share of one in whole per cent, "< 1" where it is that small.
std::string percent(double share);
/// "41 % [35, 47]".
std::string percent_range(const decision::IndexEstimate& index);
/// "340,000 USD", "1.2 million USD".
std::string money(double usd);

/// "supply response", "sourcing of base", "lever eradication manual", "history".
std::string factor_name(const std::string& id);
/// Decimals that suit all figures of a game.
int decimals_of(const decision::ShapleyResult& game);

/// What a parameter means; what stands behind another factor.
std::string factor_meaning(const ExplainStudy& study, const std::string& id);
/// The name of a group: a factor's, or "the other 130 parameters".
std::string group_name(const decision::VarianceGroup& group);
/// "price", "armed groups".
std::string channel_name(std::size_t channel);
/// "eradication manual" or an added lever as it was asked for.
std::string lever_name(const decision::LeverEffect& lever);

/// "the net change of coca after 60 months", "cocaine that reaches the market (delivered), USA,
/// sum of 2012-01 to 2016-12, policy less reference".
std::string outcome_words(const ExplainStudy& study);
/// In a sentence after "of": "the net change of coca".
std::string outcome_short(const ExplainStudy& study);

/// "ha less" where less is better, "ha more" where more is.
std::string unit_for_the_better(const ExplainStudy& study);

/// One sentence or two for each method that was run, the variance first.
std::vector<std::string> main_sentences(const ExplainStudy& study);

}  // namespace balloon::explain_words
