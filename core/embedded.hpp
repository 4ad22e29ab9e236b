// The files that travel inside the program: data/, scenarios/, problems/ and io/assets/, as they
// were when it was built. The implementation is generated (cmake/BalloonEmbed.cmake).
#pragma once

#include <span>
#include <string_view>

namespace balloon::embedded {

struct File {
  std::string_view path;  ///< from the repository root, e.g. "data/model/zones.csv"
  std::string_view text;  ///< UTF-8, LF line ends
};

/// All of them, sorted by path (bytewise).
std::span<const File> files();

/// The file at this path, or nullptr.
const File* find(std::string_view path);

/// SHA-256 over the observations and parameters (every .csv and .json under data/ but
/// not under data/posterior, which is made from them), in hexadecimal.
std::string_view data_hash();

/// The version of the project, e.g. "0.1.0".
std::string_view version();

/// Twelve digits of the git commit, with "+changes" when tracked files differed from it; or
/// "unknown".
std::string_view commit();

}  // namespace balloon::embedded
