// A scored row of the ablations as a small file, and the table of all rows.
#pragma once

#include <string>
#include <vector>

#include "io/ablation_run.hpp"

namespace balloon {

/// File name of a row: "series-leaf_price.json".
std::string ablation_file_name(const std::string& row);

/// Writes the scores of a row under a temporary name and renames. Empty, or what went wrong.
std::string write_ablation(const std::string& folder, const AblationRow& row);

/// Fills the scores of a row from its file. False where there is none, or one of another
/// configuration, or it cannot be read.
bool read_ablation(const std::string& folder, AblationRow& row);

/// The section of docs/validation.md.
std::string ablation_markdown(const std::vector<AblationRow>& rows, const AblationRequest& request);

}  // namespace balloon
