#include "apps/cli/measure_results.hpp"

#include <fmt/format.h>

#include "core/embedded.hpp"

namespace balloon::cli {

namespace {

bool told(const std::string& wrong) {
  if (!wrong.empty()) fmt::print(stderr, "balloon: {}\n", wrong);
  return wrong.empty();
}

}  // namespace

bool may_write_results(const MeasureOptions& o) {
  return o.out.empty() || told(OutputFolder(o.out, o.overwrite, o.command()).check());
}

bool write_results(const MeasureOptions& o, const std::vector<ResultFile>& files, Provenance p) {
  if (o.out.empty()) return true;
  p.command = o.command();
  p.version = std::string(embedded::version());
  p.commit = std::string(embedded::commit());
  p.data_hash = std::string(embedded::data_hash());
  OutputFolder folder(o.out, o.overwrite, p.command);
  std::string wrong = folder.prepare();
  for (const auto& file : files)
    if (wrong.empty()) wrong = folder.write(file.name, file.text, file.what);
  return told(wrong.empty() ? folder.commit(p) : wrong);
}

}  // namespace balloon::cli
