// A section of docs/validation.md as a file of Markdown. Its first line, a comment, has the key of
// whatever the section was made from, so that one that is out of date is known.
#pragma once

#include <optional>
#include <string>

namespace balloon {

/// Writes the key's line and the text under a temporary name and renames, so that no reader sees
/// half a section. Empty, or what went wrong.
std::string write_section(const std::string& path, const std::string& key, const std::string& text);

/// The text of a section with this key; nothing where there is no file or one of another key.
std::optional<std::string> fresh_section(const std::string& path, const std::string& key);

/// A section's text without the line of its key, whatever the key; a file without such a line is
/// all text. Nothing where there is no file.
std::optional<std::string> read_section(const std::string& path);

}  // namespace balloon
