#include "bot/publish/pictures/lettering.h"

#include <embedded_pictures.h>
#include <fmt/format.h>
#include <hb.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <memory>
#include <numbers>
#include <stdexcept>

#include "bot/publish/pictures/text_line.h"

namespace bot::publish::pictures {
namespace {

/// An em: fine enough for the largest letters, and short to write down.
constexpr int units = 500;

struct DestroyBuffer {
    void operator()(hb_buffer_t* buffer) const noexcept { hb_buffer_destroy(buffer); }
};
using Buffer = std::unique_ptr<hb_buffer_t, DestroyBuffer>;

hb_font_t* load(Face face) {
    auto const bytes = font_file(face);
    auto* const blob = hb_blob_create(bytes.data(), static_cast<unsigned>(bytes.size()),
                                      HB_MEMORY_MODE_READONLY, nullptr, nullptr);
    auto* const loaded = hb_face_create(blob, 0);
    auto* const font = hb_font_create(loaded);
    hb_font_set_scale(font, units, units);
    hb_font_make_immutable(font);
    hb_face_destroy(loaded);
    hb_blob_destroy(blob);
    return font;
}

/// Immutable, so any thread may shape with it; as long as the program.
hb_font_t* font_of(Face face) {
    static hb_font_t* const headline = load(Face::headline);
    static hb_font_t* const text = load(Face::text);
    return face == Face::headline ? headline : text;
}

struct Glyph {
    hb_codepoint_t id;
    double x, y, advance;  // in font units; x from the line's start
};

/// In the order they are drawn. id 0 is a sign that the font lacks.
std::vector<Glyph> shape(std::string_view line, Face face) {
    Buffer const buffer(hb_buffer_create());
    hb_buffer_add_utf8(buffer.get(), line.data(), static_cast<int>(line.size()), 0, -1);
    hb_buffer_guess_segment_properties(buffer.get());
    hb_buffer_set_language(buffer.get(), hb_language_from_string("en", -1));
    hb_shape(font_of(face), buffer.get(), nullptr, 0);
    unsigned count = 0;
    auto const* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
    auto const* positions = hb_buffer_get_glyph_positions(buffer.get(), &count);
    std::vector<Glyph> glyphs;
    double pen = 0;
    for (unsigned i = 0; i < count; ++i) {
        glyphs.push_back({infos[i].codepoint, pen + positions[i].x_offset,
                          static_cast<double>(positions[i].y_offset),
                          static_cast<double>(positions[i].x_advance)});
        pen += positions[i].x_advance;
    }
    return glyphs;
}

double advance_of(std::vector<Glyph> const& glyphs) {
    return glyphs.empty() ? 0 : glyphs.back().x + glyphs.back().advance;
}

bool is_ours(std::string_view words, Face face) {
    for (auto const& glyph : shape(words, face))
        if (glyph.id == 0) return false;
    return true;
}

/// Relative commands in whole font units: half the bytes of absolute ones in pixels.
struct Outline {
    std::string path;
    long left = 0, top = 0;  // where the glyph begins
    long x = 0, y = 0;       // where the pen is
    long begun_x = 0, begun_y = 0;

    static long whole(float value) { return std::lround(value); }
    void move(float to_x, float to_y) {
        x = begun_x = left + whole(to_x);
        y = begun_y = top + whole(to_y);
        fmt::format_to(std::back_inserter(path), "M{} {}", x, y);
    }
    void relative(char command, std::initializer_list<std::pair<float, float>> points) {
        path += command;
        long to_x = x, to_y = y;
        char const* between = "";
        for (auto const& [point_x, point_y] : points) {
            to_x = left + whole(point_x);
            to_y = top + whole(point_y);
            fmt::format_to(std::back_inserter(path), "{}{} {}", between, to_x - x, to_y - y);
            between = " ";
        }
        x = to_x;
        y = to_y;
    }
    void close() {
        path += 'z';
        x = begun_x;
        y = begun_y;
    }
};

hb_draw_funcs_t* pen() {
    static hb_draw_funcs_t* const made = [] {
        auto* const draw = hb_draw_funcs_create();
        auto const on = [](void* data) -> Outline& { return *static_cast<Outline*>(data); };
        static auto const& outline = on;
        hb_draw_funcs_set_move_to_func(
            draw,
            [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x, float y, void*) {
                outline(data).move(x, y);
            },
            nullptr, nullptr);
        hb_draw_funcs_set_line_to_func(
            draw,
            [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x, float y, void*) {
                outline(data).relative('l', {{x, y}});
            },
            nullptr, nullptr);
        hb_draw_funcs_set_quadratic_to_func(
            draw,
            [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x1, float y1, float x, float y, void*) {
                outline(data).relative('q', {{x1, y1}, {x, y}});
            },
            nullptr, nullptr);
        hb_draw_funcs_set_cubic_to_func(
            draw,
            [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x1, float y1, float x2, float y2,
               float x, float y, void*) {
                outline(data).relative('c', {{x1, y1}, {x2, y2}, {x, y}});
            },
            nullptr, nullptr);
        hb_draw_funcs_set_close_path_func(
            draw, [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, void*) { outline(data).close(); },
            nullptr, nullptr);
        hb_draw_funcs_make_immutable(draw);
        return draw;
    }();
    return made;
}

std::string outline(hb_codepoint_t id, Face face, double x, double y) {
    Outline drawing;
    drawing.left = std::lround(x);
    drawing.top = std::lround(y);
    hb_font_get_glyph_shape(font_of(face), id, pen(), &drawing);
    return drawing.path;
}

/// A part of a line that is drawn in one way.
struct Run {
    std::string words;
    bool ours = false;
    double width = 0;  // em
};

std::vector<Run> measured(std::vector<Run> runs, Face face) {
    for (auto& run : runs)
        if (run.ours)
            run.width = advance_of(shape(run.words, face)) / units;
        else
            for (auto const& grapheme : graphemes(run.words)) run.width += estimated_width(grapheme);
    return runs;
}

/// Ours and squares beside each other; a line with anything else is left to the viewer's fonts as a whole,
/// because nobody knows where its parts would end.
std::vector<Run> runs_of(std::string_view line, Face face) {
    if (line.empty()) return {};
    if (is_ours(line, face)) return measured({{std::string(line), true}}, face);
    std::vector<Run> runs;
    for (auto const& grapheme : graphemes(line)) {
        auto const ours = is_ours(grapheme, face);
        if (!ours && !is_square(grapheme)) return measured({{std::string(line), false}}, face);
        if (runs.empty() || runs.back().ours != ours) runs.push_back({"", ours});
        runs.back().words += grapheme;
    }
    return measured(std::move(runs), face);
}

std::string trimmed(std::string line) {
    while (line.ends_with(' ')) line.pop_back();
    return line;
}

/// Lines of at most so many em, each as long as it may be.
std::vector<std::string> wrapped(std::string_view text, Face face, double width) {
    std::vector<std::string> lines{""};
    auto const put = [&](std::string const& part) {
        if (width_of(trimmed(lines.back() + part), face) <= width) {
            lines.back() += part;
            return true;
        }
        return false;
    };
    for (auto const& piece : pieces(text)) {
        if (put(piece)) continue;
        if (!lines.back().empty()) lines.emplace_back();
        if (put(piece)) continue;
        for (auto const& grapheme : graphemes(piece))
            if (!put(grapheme)) lines.push_back(grapheme);
    }
    for (auto& line : lines) line = trimmed(line);
    return lines;
}

/// True if no word is broken when lines are so long.
bool keeps_words(std::string_view text, Face face, double width) {
    auto const all = pieces(text);
    return std::ranges::all_of(
        all, [&](std::string const& piece) { return width_of(trimmed(piece), face) <= width; });
}

/// As many lines, the longest as short as it can be.
std::vector<std::string> balanced(std::string_view text, Face face, double width,
                                  std::vector<std::string> lines) {
    double too_narrow = 0;
    for (int step = 0; step < 7 && lines.size() > 1; ++step) {
        auto const half = (too_narrow + width) / 2;
        auto tried = wrapped(text, face, half);
        bool const fits = tried.size() == lines.size() && keeps_words(text, face, half);
        if (fits) {
            width = half;
            lines = std::move(tried);
        } else {
            too_narrow = half;
        }
    }
    return lines;
}

std::string shortened(std::string line, Face face, double width) {
    auto left = graphemes(line);
    while (!left.empty() && width_of(line + "…", face) > width) {
        left.pop_back();
        line.clear();
        for (auto const& grapheme : left) line += grapheme;
        line = trimmed(line);
    }
    return line + "…";
}

/// Our letters: a path, spaced.
std::string path_of(std::string_view words, Type const& type) {
    std::string path;
    auto const space = type.spacing * units;
    double moved = 0;
    for (auto const& glyph : shape(words, type.face)) {
        path += outline(glyph.id, type.face, glyph.x + moved, glyph.y);
        moved += space;
    }
    return path;
}

std::string path_at(std::string const& path, Type const& type, std::string const& at) {
    auto const scale = type.size / units;
    return fmt::format("<path transform=\"{} scale({:.6f} -{:.6f})\" d=\"{}\"/>", at, scale, scale, path);
}

/// Others: text in whatever font the viewer has. `x` is the left end, the middle or the right end of its
/// room, as `anchor` says.
std::string left_to_viewer(std::string_view words, Type const& type, Anchor anchor, double x, double y) {
    auto const right = from_the_right(words);
    // In a text from the right, "start" is the right end.
    if (right && anchor != Anchor::middle) anchor = anchor == Anchor::start ? Anchor::end : Anchor::start;
    static constexpr char const* names[] = {"start", "middle", "end"};
    return fmt::format(
        "<text x=\"{:.2f}\" y=\"{:.2f}\" font-family=\"Georgia, 'Noto Serif', 'Noto Serif CJK SC', serif\" "
        "font-size=\"{:.2f}\"{}{} text-anchor=\"{}\">{}</text>",
        x, y, type.size, type.face == Face::headline ? " font-weight=\"600\"" : "",
        right ? " direction=\"rtl\"" : "", names[static_cast<int>(anchor)], escaped(words));
}

std::string group(std::string_view line, Type const& type, std::string const& inside) {
    return fmt::format("<g aria-label=\"{}\" fill=\"{}\">{}</g>", escaped(line), type.colour, inside);
}

}  // namespace

std::string_view font_file(Face face) {
    auto const* const name = face == Face::headline ? "headline.ttf" : "text.ttf";
    for (auto const& file : embedded_pictures::files())
        if (file.path == name) return file.bytes;
    throw std::logic_error("the program lacks its font");
}

std::string font_family(Face face) {
    return face == Face::headline ? "SupportAwards Headline" : "SupportAwards Text";
}

double width_of(std::string_view line, Face face) {
    double width = 0;
    for (auto const& run : runs_of(line, face)) width += run.width;
    return width;
}

Fitted fitted(std::string_view text, Face face, Room const& room) {
    if (text.empty()) return {room.size, {}};
    constexpr double step = 0.95;
    for (auto size = room.size;; size = std::max(size * step, room.least)) {
        auto const more = std::floor((room.height - size) / (room.leading * size));
        auto const most = 1 + static_cast<std::size_t>(std::max(more, 0.0));
        auto const width = room.width / size;
        auto lines = wrapped(text, face, width);
        // A word is broken only when the letters cannot be smaller.
        if (lines.size() <= most && (size <= room.least || keeps_words(text, face, width)))
            return {size, balanced(text, face, width, std::move(lines))};
        if (size <= room.least) {
            lines.resize(most);
            lines.back() = shortened(std::move(lines.back()), face, width);
            return {size, std::move(lines)};
        }
    }
}

std::string drawn(std::string_view line, Type const& type, Anchor anchor, double x, double y) {
    auto const runs = runs_of(line, type.face);
    if (runs.size() == 1 && !runs[0].ours) return group(line, type, left_to_viewer(line, type, anchor, x, y));
    double width = 0;
    for (auto const& run : runs) width += run.width * type.size;
    if (runs.size() == 1)
        width += type.spacing * type.size * static_cast<double>(shape(line, type.face).size() - 1);
    auto left = x - (anchor == Anchor::start ? 0 : anchor == Anchor::middle ? width / 2 : width);
    std::string inside;
    for (auto const& run : runs) {
        auto const wide = run.width * type.size;
        inside += run.ours ? path_at(path_of(run.words, type), type,
                                     fmt::format("translate({:.2f} {:.2f})", left, y))
                           : left_to_viewer(run.words, type, Anchor::middle, left + wide / 2, y);
        left += wide;
    }
    return group(line, type, inside);
}

std::string drawn_on(Arc const& arc, std::string_view line, Type const& type) {
    if (line.empty() || !is_ours(line, type.face)) return "";
    auto const glyphs = shape(line, type.face);
    auto const scale = type.size / units;
    auto const space = type.spacing * type.size;
    auto const width = advance_of(glyphs) * scale + space * static_cast<double>(glyphs.size() - 1);
    auto const side = arc.bottom ? -1.0 : 1.0;
    std::string inside;
    double moved = 0;
    for (auto const& glyph : glyphs) {
        auto const half = glyph.advance * scale / 2;
        auto const along = glyph.x * scale + moved + half - width / 2;
        auto const degrees = side * along / arc.radius * 180 / std::numbers::pi;
        inside += path_at(outline(glyph.id, type.face, 0, glyph.y), type,
                          fmt::format("rotate({:.2f} {:.2f} {:.2f}) translate({:.2f} {:.2f})", degrees, arc.x,
                                      arc.y, arc.x - half, arc.y - side * arc.radius));
        moved += space;
    }
    return group(line, type, inside);
}

}  // namespace bot::publish::pictures
