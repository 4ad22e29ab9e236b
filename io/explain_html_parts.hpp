// What the parts of the page of `balloon explain` share, and its sections in the order in which
// they stand.
#pragma once

#include <string>
#include <string_view>

#include "io/explain_words.hpp"
#include "io/report_html.hpp"

namespace balloon::explain_page {

using report::details;
using report::escape;
using report::heading;
using report::legend;
using report::paragraph;
using report::Table;

/// A figure with true minus signs and a dash for what is not there.
std::string shown(std::string text);
/// "<b>0.41</b> [0.35, 0.47]", the range in grey.
std::string with_range(const std::string& figure, const std::string& range);
/// A picture with its caption above; `caption` and `legend` are HTML, `unit` is set small.
std::string captioned(const std::string& caption, const std::string& unit,
                      const std::string& legend, const std::string& picture);

/// Two pieces beside each other where the screen is wide enough; the first alone where the second
/// is empty.
std::string beside(const std::string& left, const std::string& right);
/// A factor's name with what it is below it.
std::string name_cell(const std::string& name, const std::string& meaning);

// Each returns HTML, empty where its method was not run.
std::string variance_section(const Words& w, const ExplainStudy& study);
std::string channels_section(const Words& w, const ExplainStudy& study);
std::string levers_section(const Words& w, const ExplainStudy& study);
std::string screen_section(const Words& w, const ExplainStudy& study);

}  // namespace balloon::explain_page
