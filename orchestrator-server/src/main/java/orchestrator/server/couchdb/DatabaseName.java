package orchestrator.server.couchdb;

import orchestrator.server.storage.EscapedName;

/** Names databases for any channels: two channels, or two prefixes, never share one. */
final class DatabaseName {
  /** CouchDB takes no longer ones. */
  private static final int LONGEST = 238;

  private DatabaseName() {}

  /**
   * The prefix, a {@code $}, and the channel's name with {@code $xx} for what must not be in it;
   * see {@link EscapedName}.
   *
   * @param prefix as the settings take it: a lower-case letter, then at most 39 of a-z, 0-9, _ and
   *     -
   */
  static String of(String prefix, String channel) {
    String beginning = prefix + '$';
    return beginning + EscapedName.of(channel, '$', LONGEST - beginning.length());
  }
}
