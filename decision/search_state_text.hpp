// The state of a search as text and back, to the bit.
//
// Lines, in this order; numbers are the shortest decimals that give the same bits back:
//
//     balloon-search-state 1 KEY
//     generation G evaluated E
//     population N genes W objectives M
//     (N lines) W genes, M objectives, violation
//     archive N
//     (N lines) the same
//     hypervolume N
//     (N lines) one number
//     memory BYTES
//     (that many bytes and a line feed)
//     hash H                        16 hexadecimal digits, FNV-1a of all before this line
//
// The hash is for files that were cut short or altered by accident.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "decision/search.hpp"

namespace balloon::decision {

/// `key` names the problem (one line). Throws std::invalid_argument for a key with a
/// line feed or a state whose points differ in length.
std::string search_state_text(const SearchState& state, std::string_view key);

/// None, and why in `error`, where the text is not such a state or its key is another. No text
/// makes it throw for want of memory: counts are held against the bytes that are left.
std::optional<SearchState> read_search_state(std::string_view text, std::string_view key,
                                             std::string& error);

}  // namespace balloon::decision
