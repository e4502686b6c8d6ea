#pragma once

#include "bot/publish/pictures/honour.h"
#include "bot/publish/pictures/sheet.h"

namespace bot::publish::pictures {

/// What a recognised company hangs on its wall: one page A4, across, on white, so that it prints well; to be
/// made a PDF by Painter. Pure.
Sheet certificate(pages::Words const& words, Honour const& honour);

}  // namespace bot::publish::pictures
