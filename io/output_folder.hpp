// A folder of results: nothing is overwritten by surprise, a reader never sees half a file, and a
// manifest says what is there and how to make it again.
//
// Files are written beside their place under temporary names and take their names together in
// `commit`, the manifest last. A run that fails before leaves what was there as it was.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace balloon {

/// What the manifest says of the run.
struct Provenance {
  std::string command;  ///< repeats the run; also what may replace its own results
  std::string version, commit, data_hash;
  std::string draws;  ///< JSON: where the members came from (draws_json); empty: not said
  std::uint64_t seed = 0;
  int members = 0;
  bool partial = false;  ///< interrupted: only the members that had ended are in
};

class OutputFolder {
 public:
  static constexpr const char* manifest_name = "manifest.json";

  OutputFolder(std::string path, bool overwrite, std::string command);
  /// Removes temporary files that were not committed, and the folder where this made it and it is
  /// empty.
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  /// Empty where results may be written, else what is wrong and what would help. Touches nothing,
  /// so it can be asked before anything is simulated. A folder may be written where it is new or
  /// empty (but for temporary files of a run that was killed), where it holds a result of balloon
  /// made by the same command, or where overwriting is allowed.
  std::string check() const;

  /// Makes the folder, waits until no other process writes a result into it, checks, and tries that
  /// a file can be made in it. Empty or what is wrong.
  std::string prepare();

  /// Writes a file under a temporary name. `name` is a plain file name; `what` is for the manifest.
  /// Empty or what went wrong.
  std::string write(const std::string& name, std::string_view text, const std::string& what);

  /// The same for a file that `writer` makes at the path it is given; it returns its error or "".
  std::string write_with(const std::string& name, const std::string& what,
                         const std::function<std::string(const std::string& path)>& writer);

  /// Where a file lies until it is committed: a thread may write it there before write_with takes
  /// it.
  std::string temporary(const std::string& name) const;

  /// Gives all files their names, writes the manifest, removes files of the result that was
  /// replaced and are not written any more. An interrupted run does not replace the whole result of
  /// its command unless overwriting is allowed. Empty or what went wrong.
  std::string commit(const Provenance& provenance);

  const std::string& path() const { return path_; }
  std::string path_of(const std::string& name) const;

 private:
  struct Entry {
    std::string name, what;
    std::uint64_t bytes = 0, hash = 0;
    bool named = false;  ///< no longer under its temporary name
  };
  std::string manifest_text(const Provenance& provenance) const;

  std::string lock();

  std::string path_, command_;
  bool overwrite_ = false, made_ = false, prepared_ = false;
  int lock_ = -1;  ///< descriptor of the folder while this process writes into it
  std::vector<Entry> entries_;
  std::vector<std::string> old_files_;  ///< of the result that is replaced
};

/// Writes `text` to a file at `path`, checking every step. Empty or what went wrong.
std::string write_text_file(const std::string& path, std::string_view text);

/// Writes beside `path` and renames: a reader sees the old file or the new one. For single files.
/// What a link points to is replaced, not the link; a device or a pipe is written as it is.
std::string write_file_atomically(const std::string& path, std::string_view text, bool overwrite);

}  // namespace balloon
