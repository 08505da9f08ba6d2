package orchestrator.lib.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import orchestrator.lib.persistence.Digest;
import orchestrator.lib.persistence.Page;
import orchestrator.lib.persistence.Query;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.persistence.Times;
import orchestrator.lib.transaction.PageLimit;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.Event;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryEventsResponse;
import orchestrator.proto.SortOrder;

/** Lists the events of a channel. */
@Singleton
public final class EventService {
  /** The end of the year 9999, where timestamps end too. */
  private static final long END_MICROS = 253_402_300_800_000_000L;

  private final PageLimit pages;
  private final SizeLimits sizes;

  @Inject
  EventService(PageLimit pages, SizeLimits sizes) {
    this.pages = pages;
    this.sizes = sizes;
  }

  /**
   * The events that match everything in the filter, in the order asked for. One that was stored
   * under another limit, and is too large now, comes without its asset.
   */
  public QueryEventsResponse queryEvents(Transaction transaction, QueryEventsParam request) {
    Query<Event> query = matching(transaction, request.getFilter());
    if (request.getSort() == SortOrder.DESCENDING) {
      query.descending();
    }
    Page<Event> page = query.page(request.getPageToken(), pages.of(request.getPageSize()));
    QueryEventsResponse.Builder response = QueryEventsResponse.newBuilder();
    page.items().forEach(event -> response.addEvents(sizes.fitting(event)));
    return response.setNextPageToken(page.nextToken()).build();
  }

  private static Query<Event> matching(Transaction transaction, EventQueryFilter filter) {
    Query<Event> query =
        Tables.EVENTS
            .query(transaction.database())
            .whereGiven(Tables.EVENTS_BY_ASSET, filter.getAssetKey());
    String assetKind = given(filter.getAssetKindValue());
    String eventKind = given(filter.getEventKindValue());
    if (assetKind.isEmpty() || eventKind.isEmpty()) {
      query
          .whereGiven(Tables.EVENTS_BY_ASSET_KIND, assetKind)
          .whereGiven(Tables.EVENTS_BY_KIND, eventKind);
    } else {
      query.where(Tables.EVENTS_BY_BOTH_KINDS, Tables.with(assetKind, filter.getEventKindValue()));
    }
    for (Map.Entry<String, String> pair : new TreeMap<>(filter.getMetadataMap()).entrySet()) {
      query.where(Tables.EVENTS_BY_METADATA, Digest.pair(pair.getKey(), pair.getValue()));
    }
    if (filter.hasStart()) {
      query.from(transaction.eventIds().firstAt(bound(Times.micros(filter.getStart()))));
    }
    if (filter.hasEnd()) {
      query.before(transaction.eventIds().firstAt(bound(Times.micros(filter.getEnd()) + 1)));
    }
    return query;
  }

  /** The number of a kind as the indexes know it; empty when the filter has none. */
  private static String given(int kind) {
    return kind == 0 ? "" : Integer.toString(kind);
  }

  /** The nearest of the times from which events can be asked for. */
  private static long bound(long micros) {
    return Math.max(0, Math.min(END_MICROS, micros));
  }
}
