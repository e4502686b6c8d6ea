#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace test {

void write_file(std::filesystem::path const& file, std::string_view bytes);
void append_file(std::filesystem::path const& file, std::string_view bytes);
/// One gzip member, or one zstd frame, holding these bytes.
std::string gzipped(std::string_view bytes);
std::string zstd_packed(std::string_view bytes);
/// A line of an archive.
std::string post_line(std::string_view id, std::string_view text = "Hello", std::string_view author = "mira");

}  // namespace test
