#include "bot/publish/pictures/svg_surface.h"

#include <librsvg/rsvg.h>

#include <stdexcept>

namespace bot::publish::pictures {

namespace {
/// Throws what GLib says, and frees it.
[[noreturn]] void fail(GError* error) {
    std::string const why = error != nullptr ? error->message : "no reason given";
    if (error != nullptr) g_error_free(error);
    throw std::runtime_error("the SVG cannot be drawn: " + why);
}
}  // namespace

cairo_status_t append_bytes(void* bytes, unsigned char const* data, unsigned length) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<char const*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

void check(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(std::string("cairo: ") + cairo_status_to_string(status));
}

Svg::Svg(std::string_view bytes) {
    std::shared_ptr<GInputStream> const stream(
        g_memory_input_stream_new_from_data(bytes.data(), static_cast<gssize>(bytes.size()), nullptr),
        g_object_unref);
    GError* error = nullptr;
    // Without a file that it belongs to, it can refer to nothing outside itself.
    auto* const handle =
        rsvg_handle_new_from_stream_sync(stream.get(), nullptr, RSVG_HANDLE_FLAGS_NONE, nullptr, &error);
    if (handle == nullptr) fail(error);
    handle_ = std::shared_ptr<void>(handle, g_object_unref);
    if (!rsvg_handle_get_intrinsic_size_in_pixels(handle, &width_, &height_) || !(width_ >= 1) ||
        !(height_ >= 1))
        throw std::runtime_error("the SVG does not say how large it is");
}

void Svg::draw_on(cairo_t* context) const {
    RsvgRectangle const all{0, 0, width_, height_};
    GError* error = nullptr;
    if (!rsvg_handle_render_document(static_cast<RsvgHandle*>(handle_.get()), context, &all, &error))
        fail(error);
}

}  // namespace bot::publish::pictures
