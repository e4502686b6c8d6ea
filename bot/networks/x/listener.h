#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/search/rotation.h"
#include "bot/networks/x/server.h"
#include "bot/networks/x/stream.h"

namespace bot::networks {

/// How far one search of X was read, or the mentions. `since` is when the pass began that was read to its end
/// last. X asks by id: only posts above `since_id`, which it refuses for ids older than a week.
struct XWatermark : Watermark {
    std::string since_id;      // the newest post of the last pass; "" before there was one
    std::string newest_id;     // the newest post on the first page of the pass under way
    storage::Time begun{};     // when that pass began
    bool begun_again = false;  // from its first page, as its next page was refused

    void store(StoredFields& fields);
};

/// How far X was read; for cursor_text() and read_cursor().
struct XCursor {
    SearchRotation<XWatermark> searches{1};  // and "mentions of us"
    RecentIds recent{RecentIds::Form::latest, 800};

    void store(StoredFields& fields);
};

/// Searches, and the mentions of our account where one is signed in: one page of one of them each search(),
/// newest first, back to the newest post of its round before. With a stream it first hands out what X sent,
/// and searches only for what the stream does not send, or may have missed.
class XListener : public Listener {
public:
    /// `stream` may be null; `clock` outlives it.
    XListener(XSettings settings, std::shared_ptr<XServer> server, Clock const& clock,
              std::unique_ptr<XStream> stream = nullptr);
    /// A page without posts that says why and when to come back, if the day's money is spent.
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;

private:
    struct Reading;  // one page
    std::vector<std::string> searches_of(WatchQuery const& query) const;
    long long posts_to_ask_for() const;
    /// Begins again by time if X refuses the mark's since_id as too old.
    nlohmann::json ask(std::string const& name, XWatermark& mark, XAccount const* us, long long posts);
    nlohmann::json ask_once(std::string const& name, XWatermark const& mark, XAccount const* us,
                            long long posts);
    /// Throws DayIsSpent; XRefusal for a search that X takes for none.
    void read(Reading& reading, std::string const& name);
    void hand_out_streamed(Reading& reading, std::vector<std::string> const& names, WatchQuery const& query);
    void note_streamed(Reading& reading, XStream::Arrived const& arrived, WatchQuery const& query) const;
    /// With a stream: whether that search is needed all the same, and whether the stream left nothing out.
    bool is_to_ask(std::string const& name, XWatermark const& mark) const;
    bool is_whole(std::string const& name, XWatermark const& mark) const;
    void ask_next(Reading& reading, std::vector<std::string> const& names, WatchQuery const& query);
    bool is_configured(std::string const& name) const;
    SearchPage given(SearchPage page);

    XSettings const settings_;
    std::shared_ptr<XServer> const server_;
    Clock const& clock_;
    std::unique_ptr<XStream> const stream_;
    std::string given_;       // the cursor of the last page
    bool no_answer_ = false;  // the last call may have cost what it never brought
};

}  // namespace bot::networks
