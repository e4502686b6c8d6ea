#include <cmath>
#include <stdexcept>

#include "bot/publish/pictures/draw.h"
#include "bot/publish/pictures/svg_surface.h"

namespace bot::publish::pictures {

std::string png_of(std::string_view svg) {
    constexpr double most = 4096;
    Svg const picture(svg);
    if (picture.width() > most || picture.height() > most) throw std::runtime_error("the SVG is too large");
    Surface const surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32,
                                                     static_cast<int>(std::ceil(picture.width())),
                                                     static_cast<int>(std::ceil(picture.height()))));
    Context const context(cairo_create(surface.get()));
    check(cairo_status(context.get()));
    picture.draw_on(context.get());
    check(cairo_status(context.get()));
    std::string png;
    check(cairo_surface_write_to_png_stream(surface.get(), append_bytes, &png));
    return png;
}

}  // namespace bot::publish::pictures
