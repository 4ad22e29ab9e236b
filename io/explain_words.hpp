// How an explanation is worded, in English or Spanish: names of factors and outcomes, figures, and
// the sentences that say what matters most.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/explain_study.hpp"
#include "io/words.hpp"

namespace balloon::explain_words {

/// All words of an explanation, sorted by key; "w" below is Words(language, &dictionary()).
const std::vector<Word>& dictionary();
std::vector<Word> words_of_sentences();
std::vector<Word> words_of_tables();
std::vector<Word> words_of_page();

/// Significant figures in the language's way, with a hyphen for the minus; "-" where there is no
/// number. `plus` puts a sign before positive ones.
std::string figure(const Words& w, double value, int figures = 3, bool plus = false);
/// With so many decimals; negative ones round to tens, hundreds and so on. Never -0.
std::string fixed(const Words& w, double value, int decimals, bool plus = false);
/// Decimals that give a value so many figures.
int decimals_for(double value, int figures = 3);
/// "[low, high]" of figures that are written already.
std::string brackets(const Words& w, const std::string& low, const std::string& high);
/// "[low, high]", rounded as suits the larger of both.
std::string range(const Words& w, double low, double high, int figures = 3, bool plus = false);
/// A share of one in whole per cent, "< 1" where it is that small.
std::string percent(const Words& w, double share);
/// "41 % [35, 47]".
std::string percent_range(const Words& w, const decision::IndexEstimate& index);
/// "340,000 USD", "1.2 million USD".
std::string money(const Words& w, double usd);
/// "322 [-5,710, 4,320]".
std::string with_interval(const Words& w, const analysis::Interval& value);

/// "supply response", "sourcing of base", "lever eradication manual", "history". Parameters keep
/// their ids in Spanish: docs/parameters.md is in English.
std::string factor_name(const Words& w, const std::string& id);
/// Decimals that suit all figures of a game.
int decimals_of(const decision::ShapleyResult& game);

/// What a parameter means; what stands behind another factor.
std::string factor_meaning(const Words& w, const ExplainStudy& study, const std::string& id);
/// The name of a group: a factor's, or "the other 130 parameters".
std::string group_name(const Words& w, const decision::VarianceGroup& group);
/// "price", "armed groups".
std::string channel_name(const Words& w, std::size_t channel);
/// What the channels were taken apart in: "ha gained elsewhere, mean".
std::string quantity_name(const Words& w, const decision::ChannelQuantity& quantity);
/// "eradication manual" or an added lever as it was asked for.
std::string lever_name(const Words& w, const decision::LeverEffect& lever);
/// The outcome's unit: "ha", "persons".
std::string unit_name(const Words& w, const ExplainStudy& study);

/// "the net change of coca after 60 months", "cocaine that reaches the market (delivered), USA,
/// sum of 2012-01 to 2016-12, policy less reference".
std::string outcome_words(const Words& w, const ExplainStudy& study);
/// In a sentence after "of": "the net change of coca".
std::string outcome_short(const Words& w, const ExplainStudy& study);

/// "ha less" where less is better, "ha more" where more is.
std::string unit_for_the_better(const Words& w, const ExplainStudy& study);

/// One sentence or two for each method that was run, the variance first.
std::vector<std::string> main_sentences(const Words& w, const ExplainStudy& study);

/// What limits the answer, the gravest first.
std::vector<std::string> notes(const Words& w, const ExplainStudy& study);

}  // namespace balloon::explain_words
