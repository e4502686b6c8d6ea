#pragma once

#include <cairo.h>

#include <memory>
#include <string>
#include <string_view>

// Owners for cairo's handles, and librsvg on top of them; for draw_*.cpp alone.
namespace bot::publish::pictures {

struct DestroyCairo {
    void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const noexcept { cairo_destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroyCairo>;
using Context = std::unique_ptr<cairo_t, DestroyCairo>;

/// Appends to the std::string that `bytes` is.
cairo_status_t append_bytes(void* bytes, unsigned char const* data, unsigned length);
/// Throws std::runtime_error if something went wrong before.
void check(cairo_status_t status);

/// An SVG that was read, or std::runtime_error.
class Svg {
public:
    explicit Svg(std::string_view bytes);
    double width() const { return width_; }
    double height() const { return height_; }
    /// From the origin, at its own size.
    void draw_on(cairo_t* context) const;

private:
    std::shared_ptr<void> handle_;
    double width_ = 0, height_ = 0;
};

}  // namespace bot::publish::pictures
