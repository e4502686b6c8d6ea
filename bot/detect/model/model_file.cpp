#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <stdexcept>

#include "bot/detect/detect.h"
#include "bot/detect/model/model.h"
#include "embedded_config.h"

namespace bot::detect {

// The file: a first line that says what it is, `key value…` lines, `weights`, and the bytes of the weights in
// base64, a line per 96 columns.
namespace {

constexpr std::string_view first_line = "supportawards praise model 1";
constexpr std::size_t bytes_a_line = 96 * label_count;
constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr auto values = [] {
    std::array<std::int8_t, 256> of{};
    of.fill(-1);
    for (std::size_t i = 0; i < letters.size(); ++i)
        of[static_cast<unsigned char>(letters[i])] = static_cast<std::int8_t>(i);
    return of;
}();
constexpr unsigned fewest_bits = 8, most_bits = 20;

std::string base64(std::vector<std::int8_t> const& bytes) {
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t three = 0;
        for (std::size_t i = 0; i < 3; ++i) three = three << 8 | static_cast<std::uint8_t>(bytes[at + i]);
        for (int shift = 18; shift >= 0; shift -= 6) text.push_back(letters[three >> shift & 63]);
    }
    return text;
}

class ModelReader {
public:
    explicit ModelReader(std::string_view file) : rest_(file) {}

    [[noreturn]] void refuse(std::string const& why) const {
        throw std::invalid_argument(fmt::format("model, line {}: {}", line_number_, why));
    }

    bool next() {
        if (rest_.empty()) return false;
        auto const end = std::min(rest_.find('\n'), rest_.size());
        line = rest_.substr(0, end);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        ++line_number_;
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        return true;
    }

    double number(std::string_view text) const {
        double value = 0;
        auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (problem != std::errc() || end != text.data() + text.size() || !(value > -1e9 && value < 1e9)) {
            refuse(fmt::format("'{}' is not a number", text));
        }
        return value;
    }

    Scores scores(std::string_view text) const {
        Scores read{};
        for (auto& score : read) {
            auto const end = std::min(text.find(' '), text.size());
            score = number(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        if (!text.empty()) refuse("more numbers than labels");
        return read;
    }

    void decode(std::vector<std::int8_t>& bytes) const {
        if (line.size() % 4 != 0) refuse("base64 is cut off");
        for (std::size_t at = 0; at < line.size(); at += 4) {
            std::uint32_t four = 0;
            for (std::size_t i = 0; i < 4; ++i) {
                auto const value = values[static_cast<unsigned char>(line[at + i])];
                if (value < 0) refuse(fmt::format("'{}' is not base64", line[at + i]));
                four = four << 6 | static_cast<std::uint32_t>(value);
            }
            for (int shift = 16; shift >= 0; shift -= 8)
                bytes.push_back(static_cast<std::int8_t>(four >> shift));
        }
    }

    std::string_view line;

private:
    std::string_view rest_;
    int line_number_ = 0;
};

void read_value(ModelReader& reader, Model& model, std::string_view key, std::string_view value) {
    std::map<std::string_view, double*> const numbers{{"slope", &model.slope},
                                                      {"offset", &model.offset},
                                                      {"praise_from", &model.praise_from},
                                                      {"candidate_from", &model.candidate_from},
                                                      {"likely_from", &model.likely_from}};
    if (auto const found = numbers.find(key); found != numbers.end()) {
        *found->second = reader.number(value);
    } else if (key == "name") {
        model.name = value;
    } else if (key == "made_of") {
        model.made_of = value;
    } else if (key == "bias") {
        model.bias = reader.scores(value);
    } else if (key == "step") {
        model.step = reader.scores(value);
    } else if (key == "bits") {
        auto const bits = reader.number(value);
        if (bits < fewest_bits || bits > most_bits || bits != std::trunc(bits))
            reader.refuse("bits must be a whole number from 8 to 20");
        model.bits = static_cast<unsigned>(bits);
    } else {
        reader.refuse(fmt::format("'{}' is not known", key));
    }
}

}  // namespace

Model Model::read(std::string_view file) {
    ModelReader reader(file);
    if (!reader.next() || reader.line != first_line) {
        reader.refuse(fmt::format("a model begins with '{}'", first_line));
    }
    Model model;
    while (reader.next() && reader.line != "weights") {
        auto const space = reader.line.find(' ');
        if (space == std::string_view::npos) reader.refuse("expected a key and its value");
        read_value(reader, model, reader.line.substr(0, space), reader.line.substr(space + 1));
    }
    std::vector<std::int8_t> bytes;
    auto const wanted = model.columns() * label_count;
    while (reader.next() && bytes.size() <= wanted) reader.decode(bytes);
    if (bytes.size() < wanted) reader.refuse(fmt::format("{} weights are missing", wanted - bytes.size()));
    model.table_.assign(model.columns(), {});
    for (std::size_t i = 0; i < wanted; ++i) model.table_[i / label_count][i % label_count] = bytes[i];
    return model;
}

std::string Model::write() const {
    auto const list = [](Scores const& scores) {
        std::string text;
        for (auto const score : scores) text += fmt::format("{}{:.8g}", text.empty() ? "" : " ", score);
        return text;
    };
    auto file = fmt::format("{}\nname {}\nmade_of {}\nbits {}\n", first_line, name, made_of, bits);
    file +=
        fmt::format("bias {}\nstep {}\nslope {:.6g}\noffset {:.6g}\n", list(bias), list(step), slope, offset);
    file += fmt::format("praise_from {:.4f}\ncandidate_from {:.4f}\nlikely_from {:.4f}\nweights\n",
                        praise_from, candidate_from, likely_from);
    std::vector<std::int8_t> bytes;
    for (std::size_t column = 0; column < columns(); ++column) {
        for (std::size_t k = 0; k < label_count; ++k) bytes.push_back(table_[column][k]);
        bool const full = bytes.size() == bytes_a_line;
        if (!full && column + 1 < columns()) continue;
        bytes.resize((bytes.size() + 2) / 3 * 3);
        file += base64(bytes) + "\n";
        bytes.clear();
    }
    return file;
}

std::string_view shipped_model() {
    for (auto const& file : embedded_config::files()) {
        if (file.path == "praise.model") return file.bytes;
    }
    throw std::logic_error("the program lacks its praise.model");
}

}  // namespace bot::detect
