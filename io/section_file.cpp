#include "io/section_file.hpp"

#include <fstream>
#include <iterator>

#include "io/output_folder.hpp"

namespace balloon {

namespace {

constexpr std::string_view key_before = "<!-- key ", key_after = " -->\n";

/// Length of the key's line at the start of a text; 0 where there is none.
std::size_t key_line(std::string_view text) {
  if (!text.starts_with(key_before)) return 0;
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return 0;
  return text.substr(0, end + 1).ends_with(key_after) ? end + 1 : 0;
}

std::optional<std::string> whole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

std::string write_section(const std::string& path, const std::string& key,
                          const std::string& text) {
  return write_file_atomically(path, std::string(key_before) + key + std::string(key_after) + text,
                               true);
}

std::optional<std::string> fresh_section(const std::string& path, const std::string& key) {
  auto text = whole(path);
  if (!text) return std::nullopt;
  const auto line = std::string(key_before) + key + std::string(key_after);
  if (!text->starts_with(line)) return std::nullopt;
  return text->substr(line.size());
}

std::optional<std::string> read_section(const std::string& path) {
  auto text = whole(path);
  if (text) text->erase(0, key_line(*text));
  return text;
}

}  // namespace balloon
