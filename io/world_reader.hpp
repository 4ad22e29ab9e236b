// Reads the world (places, starts, drivers) from the tables under data/model/. Everything is
// checked; nothing is repaired: a world with a fault is no world.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fault.hpp"
#include "model/world.hpp"

namespace balloon {

/// The text of a file by its path from the repository root ("data/model/zones.csv"), or nothing
/// where there is none. The text stays valid as long as the source or a copy of it lives.
using FileSource = std::function<std::optional<std::string_view>(std::string_view path)>;

/// The files inside the program.
FileSource embedded_files();

/// Files on disk: "data/model/zones.csv" is read from `folder`/model/zones.csv where `prefix` is
/// "data/". A path outside the prefix, with "..", or of a file that cannot be read yields nothing.
FileSource folder_files(std::string folder, std::string prefix);

/// Path of a table of the world, e.g. model_table("zones") is "data/model/zones.csv".
std::string model_table(std::string_view name);

/// The world, or nothing and at least one fault. Sums of shares (consumption, corridors of a
/// market, 1990 areas of a country) must be 1 within 1e-6 and are used as they stand.
std::optional<model::World> read_world(const FileSource& files, Faults& faults);

/// A hash of the tables that a run reads, for data that are not the program's own: "folder:" and 16
/// hexadecimal digits.
std::string model_data_hash(const FileSource& files);

/// The value at the middle of a month of a yearly series whose values stand at mid-year: linear
/// between them, constant before the first and after the last. `years` ascend and are not empty.
double monthly_value(const std::vector<int>& years, const std::vector<double>& values, int month);

}  // namespace balloon
