#include <cairo-pdf.h>
#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <sys/mman.h>

#include <algorithm>
#include <stdexcept>

#include "bot/base/file.h"
#include "bot/publish/pictures/draw.h"
#include "bot/publish/pictures/svg_surface.h"
#include "bot/publish/pictures/text_line.h"

namespace bot::publish::pictures {
namespace {

using Layout = std::shared_ptr<PangoLayout>;

/// Makes our fonts known to pango. Fontconfig wants files, so they are given as files in memory, which stay
/// open as long as the process.
void add_fonts() {
    for (auto const face : {Face::headline, Face::text}) {
        static std::vector<FileDescriptor> open;
        open.emplace_back(::memfd_create("font", MFD_CLOEXEC));
        auto const path = fmt::format("/proc/self/fd/{}", open.back().number());
        if (!open.back() || !write_all(open.back(), font_file(face)) ||
            FcConfigAppFontAddFile(nullptr, reinterpret_cast<FcChar8 const*>(path.c_str())) != FcTrue)
            throw std::runtime_error("the fonts that are built in cannot be used");
    }
}

/// Outlines as they are: nothing is fitted to the pixels of a screen.
void draw_as_on_paper(PangoContext* context) {
    auto* const options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_cairo_context_set_resolution(context, 72);  // a point is a point
}

void set_size(PangoLayout* layout, SheetText const& text, double size) {
    auto* const font = pango_font_description_new();
    auto const families = font_family(text.face) + ",Noto Serif,Noto Serif CJK SC,serif";
    pango_font_description_set_family(font, families.c_str());
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_line_spacing(layout,
                                  static_cast<float>(text.room.leading / 1.233));  // ours are 1.233 em high
}

double height_of(PangoLayout* layout) {
    int height = 0;
    pango_layout_get_size(layout, nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
}

bool breaks_a_word(PangoLayout* layout) {
    // Lines end inside a word where the text before the next line ends in no space and pango found no other
    // place.
    auto const count = pango_layout_get_line_count(layout);
    int letters = 0;
    auto const* const signs = pango_layout_get_log_attrs_readonly(layout, &letters);
    auto const* const words = pango_layout_get_text(layout);
    for (int line = 1; line < count; ++line) {
        auto const* const at = pango_layout_get_line_readonly(layout, line);
        auto const letter = g_utf8_pointer_to_offset(words, words + at->start_index);
        if (letter < letters && signs[letter].is_line_break == 0) return true;
    }
    return false;
}

/// As many lines, the longest as short as it can be.
void balance(PangoLayout* layout, double width) {
    auto const lines = pango_layout_get_line_count(layout);
    if (lines < 2) return;
    double too_narrow = 0;
    auto const set = [&](double to) { pango_layout_set_width(layout, static_cast<int>(to * PANGO_SCALE)); };
    for (int step = 0; step < 8; ++step) {
        auto const half = (too_narrow + width) / 2;
        set(half);
        (pango_layout_get_line_count(layout) > lines || breaks_a_word(layout) ? too_narrow : width) = half;
    }
    set(width);
}

/// As `fitted` does it, with pango's letters.
void fit(PangoLayout* layout, SheetText const& text) {
    auto const& room = text.room;
    pango_layout_set_width(layout, static_cast<int>(room.width * PANGO_SCALE));
    for (auto size = room.size;; size = std::max(size * 0.95, room.least)) {
        set_size(layout, text, size);
        bool const fits =
            pango_layout_get_line_count(layout) == 1 || height_of(layout) <= room.height + 0.3 * size;
        if (size <= room.least && !fits) {
            pango_layout_set_height(layout, static_cast<int>(room.height * PANGO_SCALE));
            pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
            return;
        }
        if (size <= room.least || (fits && !breaks_a_word(layout))) break;
    }
    balance(layout, room.width);
}

void set_colour(cairo_t* cairo, std::string const& colour) {
    PangoColor parsed{};
    if (!pango_color_parse(&parsed, colour.c_str())) throw std::runtime_error("no such colour: " + colour);
    cairo_set_source_rgb(cairo, parsed.red / 65535.0, parsed.green / 65535.0, parsed.blue / 65535.0);
}

/// As cairo's tags want it.
std::string attribute(std::string_view text) {
    std::string safe;
    for (auto const byte : text) {
        if (byte == '\'' || byte == '\\') safe += '\\';
        safe += byte;
    }
    return "'" + safe + "'";
}

void write(cairo_t* cairo, SheetText const& text) {
    if (text.words.empty()) return;
    Layout const layout(pango_cairo_create_layout(cairo), g_object_unref);
    draw_as_on_paper(pango_layout_get_context(layout.get()));
    pango_layout_set_text(layout.get(), text.words.data(), static_cast<int>(text.words.size()));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
    // Its own direction decides how words are ordered, the room's anchor where lines begin.
    auto const right = from_the_right(text.words);
    auto const end = right ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT,
               start = right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
    pango_layout_set_alignment(layout.get(), text.anchor == Anchor::start    ? start
                                             : text.anchor == Anchor::middle ? PANGO_ALIGN_CENTER
                                                                             : end);
    fit(layout.get(), text);
    auto const width = static_cast<double>(pango_layout_get_width(layout.get())) / PANGO_SCALE;
    auto const left = text.x - (text.anchor == Anchor::start    ? 0
                                : text.anchor == Anchor::middle ? width / 2
                                                                : width);
    set_colour(cairo, text.colour);
    cairo_move_to(cairo, left, text.y - height_of(layout.get()) / 2);
    auto const* const tag = text.heading ? "H1" : "P";
    cairo_tag_begin(cairo, tag, nullptr);
    if (!text.link.empty()) cairo_tag_begin(cairo, CAIRO_TAG_LINK, ("uri=" + attribute(text.link)).c_str());
    pango_cairo_show_layout(cairo, layout.get());
    if (!text.link.empty()) cairo_tag_end(cairo, CAIRO_TAG_LINK);
    cairo_tag_end(cairo, tag);
}

void describe(cairo_surface_t* surface, Sheet const& sheet) {
    auto const set = [&](cairo_pdf_metadata_t what, std::string const& text) {
        cairo_pdf_surface_set_metadata(surface, what, text.c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, sheet.title);
    set(CAIRO_PDF_METADATA_AUTHOR, sheet.author);
    set(CAIRO_PDF_METADATA_CREATOR, sheet.author);
    set(CAIRO_PDF_METADATA_CREATE_DATE, storage::day_of(sheet.day) + "T00:00:00Z");
}

/// Says in which language the words are, and that a window is to show the title: cairo has no call for it.
/// The catalogue is the last object, so only the table's own place moves. A file that looks otherwise stays
/// as it is.
void name_language(std::string& pdf, std::string const& language) {
    constexpr std::string_view begins = "<< /Type /Catalog\n", place = "startxref\n";
    auto const catalogue = pdf.rfind(begins), table = pdf.rfind("xref\n0 "), pointer = pdf.rfind(place);
    bool const plain =
        std::ranges::all_of(language, [](unsigned char sign) { return std::isalnum(sign) || sign == '-'; });
    if (catalogue == pdf.npos || table == pdf.npos || pointer == pdf.npos || catalogue > table || !plain ||
        pdf.substr(catalogue, table - catalogue).find(" obj\n") != pdf.npos)
        return;
    auto const more = "   /Lang (" + language + ")\n   /ViewerPreferences << /DisplayDocTitle true >>\n";
    auto const number = pointer + place.size();
    pdf.replace(number, pdf.find('\n', number) - number, std::to_string(table + more.size()));
    pdf.insert(catalogue + begins.size(), more);
}

}  // namespace

std::string pdf_of(Sheet const& sheet) {
    add_fonts();
    std::string pdf;
    {
        Surface const surface(
            cairo_pdf_surface_create_for_stream(append_bytes, &pdf, sheet.width, sheet.height));
        describe(surface.get(), sheet);
        Context const context(cairo_create(surface.get()));
        check(cairo_status(context.get()));
        Svg(sheet.picture).draw_on(context.get());
        pango_language_from_string(sheet.language.c_str());
        cairo_tag_begin(context.get(), "Document", nullptr);
        for (auto const& text : sheet.texts) write(context.get(), text);
        cairo_tag_end(context.get(), "Document");
        check(cairo_status(context.get()));
        cairo_surface_finish(surface.get());
        check(cairo_surface_status(surface.get()));
    }
    name_language(pdf, sheet.language);
    return pdf;
}

}  // namespace bot::publish::pictures
