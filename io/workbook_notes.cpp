// The last sheet: what the others are, how far to trust them, how to repeat them.
#include "io/workbook_sheets.hpp"

namespace balloon::workbook {

Sheet notes_sheet(const Context& context, const std::vector<Sheet>& others) {
  const auto& words = context.words;
  auto sheet = start_sheet(context, "notes", std::string(words["workbook.notes-title"]));
  sheet.widths = {34, 120};
  const auto table = [&](const char* title, const char* left, const char* right) {
    sheet.tables.push_back(
        {std::string(words[title]), {std::string(words[left]), std::string(words[right])}, {}});
  };
  const auto put = [&](std::string_view what, std::string_view value) {
    sheet.tables.back().rows.push_back(
        {text_cell(what, Style::wrapped), text_cell(value, Style::wrapped)});
  };
  table("workbook.sheets", "workbook.sheet", "workbook.what-it-is");
  for (const auto& other : others) put(other.name, other.about);

  table("workbook.scenarios", "workbook.scenario", "workbook.what-it-is");
  put(context.reference().id, context.title(context.reference()));
  for (const auto& arm : context.study.arms) put(arm.id, context.title(arm));

  table("workbook.reading", "trust.what", "workbook.meaning");
  for (const char* key : {"workbook.read-interval", "workbook.read-change", "workbook.read-units",
                          "workbook.read-empty", "workbook.read-observed-values"})
    put(words[key], words[std::string(key) + "-text"]);

  table("trust.heading", "trust.what", "workbook.meaning");
  const auto* posterior = context.study.draws.posterior.get();
  put(words["workbook.calibration"],
      posterior == nullptr
          ? std::string(words["trust.not-calibrated"])
          : words.fill("trust.calibrated", {{"origin", Words::year(posterior->origin())}}));
  for (const auto& entry : report::numbered(words, "trust.not-for"))
    put(words["trust.not-for-heading"], entry);
  for (const char* key : {"trust.reason-2", "trust.reason-3"})
    put(words["workbook.limit"], words[key]);

  for (const auto& failure : report::known_failures(context))
    put(words["trust.worst-heading"], failure);

  table("trust.provenance-caption", "trust.what", "trust.value");
  for (const auto& command : report::repeat_commands(context))
    put(words["trust.repeat-heading"], command);
  for (const auto& [what, value] : report::provenance_rows(context))
    put(report::plain_text(what), report::plain_text(value));
  put(words["workbook.format"], "balloon-workbook-1");
  put(words["workbook.licence"], words["workbook.licence-text"]);
  return sheet;
}

}  // namespace balloon::workbook
