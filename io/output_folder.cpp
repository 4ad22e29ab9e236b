#include "io/output_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/hash.hpp"

namespace balloon {

namespace fs = std::filesystem;

namespace {

constexpr const char* program = "balloon";
constexpr int manifest_format = 1;
constexpr std::size_t max_manifest_bytes = 1u << 20;

std::string failure(const std::string& what, const std::string& path, int error) {
  return fmt::format("cannot {} {}: {}", what, path, std::strerror(error));
}
std::string failure(const std::string& what, const std::string& path,
                    const std::error_code& error) {
  return fmt::format("cannot {} {}: {}", what, path, error.message());
}

/// A name that stays in the folder and hides nothing.
bool is_plain_name(const std::string& name) {
  return !name.empty() && name.size() <= 200 && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '_' || c == '-';
         });
}

struct OldResult {
  std::string command;
  bool whole = false;  ///< of all members
  std::vector<std::string> files;
};

/// The result that a folder holds; nothing where there is no manifest of this program.
std::optional<OldResult> read_manifest(const std::string& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error || size > max_manifest_bytes) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto j = nlohmann::json::parse(text, nullptr, false);
  if (!j.is_object() || !j.contains("program") || j["program"] != program) return std::nullopt;
  OldResult old;
  if (j.contains("command") && j["command"].is_string()) old.command = j["command"];
  old.whole = j.contains("partial") && j["partial"] == false;
  if (j.contains("files") && j["files"].is_array())
    for (const auto& f : j["files"])
      if (f.is_object() && f.contains("name") && f["name"].is_string() && is_plain_name(f["name"]))
        old.files.push_back(f["name"]);
  return old;
}

/// What is wrong where `path` is a link whose end is not there; empty for anything else.
std::string link_to_nothing(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_symlink(fs::symlink_status(path, ignored)) || fs::exists(path, ignored)) return {};
  return fmt::format("{} is a link to {}, which does not exist", path.string(),
                     fs::read_symlink(path, ignored).string());
}

bool may_write(const fs::path& folder) { return access(folder.c_str(), W_OK | X_OK) == 0; }

bool is_temporary_name(const std::string& name) {
  return name.starts_with('.') && name.ends_with(".part");
}

/// Whether a folder holds nothing, or only what a run that was killed had begun to write.
bool holds_nothing(const std::string& path, std::error_code& error) {
  for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error))
    if (!is_temporary_name(at->path().filename().string())) return false;
  return !error;
}

/// Size and FNV-1a of a file as it stands on disk.
std::string measure(const std::string& path, std::uint64_t& bytes, std::uint64_t& hash) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return failure("read back", path, errno);
  std::vector<char> buffer(1u << 18);
  hash = hash_text("");
  bytes = 0;
  for (std::size_t n; (n = std::fread(buffer.data(), 1, buffer.size(), file)) > 0; bytes += n)
    for (std::size_t i = 0; i < n; ++i)
      hash = (hash ^ static_cast<unsigned char>(buffer[i])) * 0x100000001b3ULL;
  const bool bad = std::ferror(file) != 0;
  std::fclose(file);
  return bad ? failure("read back", path, EIO) : "";
}

}  // namespace

std::string write_text_file(const std::string& path, std::string_view text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return failure("create", path, errno);
  errno = 0;
  bool good = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  good = std::fflush(file) == 0 && good;
  int error = errno;
  if (std::fclose(file) != 0) {
    if (good) error = errno;
    good = false;
  }
  if (good) return {};
  std::error_code ignored;
  if (fs::is_regular_file(path, ignored)) fs::remove(path, ignored);  // never a device
  return failure("write", path, error != 0 ? error : EIO);
}

std::string write_file_atomically(const std::string& path, std::string_view text, bool overwrite) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (fs::is_directory(status)) return path + " is a folder";
  if (fs::exists(status) && !fs::is_regular_file(status)) return write_text_file(path, text);
  if (fs::exists(status) && !overwrite)
    return path + " exists already; give another name or allow overwriting";
  if (auto link = link_to_nothing(path); !link.empty()) return link;
  error.clear();  // a file that is not there yet is one, too
  const auto target = fs::exists(status) ? fs::canonical(path, error) : fs::path(path);
  if (error) return failure("look at", path, error);
  // Two processes may write the same file at once; each has a temporary file of its own.
  const std::string temporary = fmt::format("{}.{}.part", target.string(), getpid());
  if (auto wrong = write_text_file(temporary, text); !wrong.empty()) return wrong;
  fs::rename(temporary, target, error);
  if (!error) return {};
  std::remove(temporary.c_str());
  return failure("write", path, error);
}

OutputFolder::OutputFolder(std::string path, bool overwrite, std::string command)
    : path_(std::move(path)), command_(std::move(command)), overwrite_(overwrite) {}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  for (const auto& e : entries_)
    if (!e.named) fs::remove(temporary(e.name), ignored);
  if (made_) fs::remove(path_, ignored);  // refused where it is not empty
  if (lock_ >= 0) close(lock_);
}

std::string OutputFolder::path_of(const std::string& name) const {
  return (fs::path(path_) / name).string();
}
std::string OutputFolder::temporary(const std::string& name) const {
  return path_of("." + name + ".part");
}

std::string OutputFolder::check() const {
  if (path_.empty()) return "the name of the folder for results is empty";
  std::error_code error;
  const auto status = fs::status(path_, error);
  if (status.type() == fs::file_type::not_found) {
    if (auto link = link_to_nothing(path_); !link.empty()) return link;
    const auto whole = fs::absolute(path_, error);
    for (auto parent = whole.parent_path(); !parent.empty(); parent = parent.parent_path()) {
      const auto above = fs::status(parent, error);
      if (above.type() == fs::file_type::not_found) {
        if (auto link = link_to_nothing(parent); !link.empty()) return link;
        continue;
      }
      if (!fs::is_directory(above)) return parent.string() + " is not a folder";
      return may_write(parent) ? "" : failure("make a folder in", parent.string(), errno);
    }
    return {};
  }
  if (error) return failure("look at", path_, error);
  if (!fs::is_directory(status)) return path_ + " is a file, not a folder";
  const bool empty = holds_nothing(path_, error);
  if (error) return failure("look into", path_, error);
  if (!may_write(path_)) return failure("write into", path_, errno);
  if (empty || overwrite_) return {};
  const auto old = read_manifest(path_of(manifest_name));
  if (old && !old->command.empty() && old->command == command_) return {};
  if (old)
    return fmt::format(
        "{} holds the result of another run ({}); give another folder with --out, or "
        "--overwrite to replace it",
        path_, old->command.empty() ? "command unknown" : old->command);
  return fmt::format(
      "{} is not empty and holds no result of balloon; give another folder with --out, "
      "or --overwrite to write into it",
      path_);
}

/// The system gives the lock back when the process ends, however it ends. A file system that knows
/// no locks goes without.
std::string OutputFolder::lock() {
  lock_ = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock_ < 0 || flock(lock_, LOCK_EX) == 0 || errno != EINTR) return {};
  return fmt::format("interrupted while another process wrote into {}", path_);
}

std::string OutputFolder::prepare() {
  if (auto wrong = check(); !wrong.empty()) return wrong;
  std::error_code error;
  made_ = fs::create_directories(path_, error);
  if (error) return failure("make the folder", path_, error);
  if (auto wrong = lock(); !wrong.empty()) return wrong;
  if (auto wrong = check(); !wrong.empty()) return wrong;  // another result may stand there by now
  if (const auto old = read_manifest(path_of(manifest_name))) old_files_ = old->files;
  const std::string probe = temporary("probe");
  if (auto wrong = write_text_file(probe, "balloon\n"); !wrong.empty()) return wrong;
  fs::remove(probe, error);
  if (error) return failure("remove", probe, error);
  prepared_ = true;
  return {};
}

std::string OutputFolder::write(const std::string& name, std::string_view text,
                                const std::string& what) {
  return write_with(name, what,
                    [&](const std::string& path) { return write_text_file(path, text); });
}

std::string OutputFolder::write_with(
    const std::string& name, const std::string& what,
    const std::function<std::string(const std::string& path)>& writer) {
  if (!prepared_) return "the folder for results is not prepared";
  if (!is_plain_name(name) || name == manifest_name)
    return "\"" + name + "\" is not a name for a file of results";
  for (const auto& e : entries_)
    if (e.name == name) return name + " is written twice";
  const std::string path = temporary(name);
  Entry entry{name, what, 0, 0, false};
  std::string wrong = writer(path);
  if (wrong.empty()) wrong = measure(path, entry.bytes, entry.hash);
  if (!wrong.empty()) {
    std::error_code ignored;
    fs::remove(path, ignored);
    return wrong;
  }
  entries_.push_back(std::move(entry));
  return {};
}

std::string OutputFolder::manifest_text(const Provenance& p) const {
  nlohmann::ordered_json j;
  j["program"] = program;
  j["format"] = manifest_format;
  j["version"] = p.version;
  j["commit"] = p.commit;
  j["data_hash"] = p.data_hash;
  j["command"] = p.command;
  if (!p.draws.empty()) j["draws"] = nlohmann::ordered_json::parse(p.draws, nullptr, false);
  j["seed"] = p.seed;
  j["members"] = p.members;
  j["partial"] = p.partial;
  j["repeat"] =
      "the command gives the same bytes with the same version and data_hash, for any number of "
      "threads and lanes; where there is a result.json, it also says how the run went (seconds, "
      "threads, lanes, kernel)" +
      std::string(p.partial ? "; this run was interrupted, so the repeat will hold more members"
                            : "");
  j["hash"] = "FNV-1a, 64 bits, over the bytes of a file";
  j["files"] = nlohmann::ordered_json::array();
  for (const auto& e : entries_)
    j["files"].push_back(
        {{"name", e.name}, {"bytes", e.bytes}, {"hash64", hex64(e.hash)}, {"what", e.what}});
  return j.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string OutputFolder::commit(const Provenance& provenance) {
  if (!prepared_) return "the folder for results is not prepared";
  if (const auto old = read_manifest(path_of(manifest_name));
      old && old->whole && old->command == command_ && provenance.partial && !overwrite_)
    return path_ +
           " keeps the whole result of this command; what was interrupted is not written over it "
           "without --overwrite";
  const std::string part = temporary(manifest_name);
  if (auto wrong = write_text_file(part, manifest_text(provenance)); !wrong.empty()) return wrong;
  std::error_code error;
  for (auto& e : entries_) {
    if (e.named) continue;
    fs::rename(temporary(e.name), path_of(e.name), error);
    if (error) {
      std::remove(part.c_str());
      return failure("write", path_of(e.name), error);
    }
    e.named = true;
  }
  fs::rename(part, path_of(manifest_name), error);
  if (error) {
    std::remove(part.c_str());
    return failure("write", path_of(manifest_name), error);
  }
  made_ = false;
  for (const auto& old : old_files_) {
    const bool kept = std::any_of(entries_.begin(), entries_.end(),
                                  [&](const Entry& e) { return e.name == old; });
    if (!kept && old != manifest_name) fs::remove(path_of(old), error);
  }
  return {};
}

}  // namespace balloon
