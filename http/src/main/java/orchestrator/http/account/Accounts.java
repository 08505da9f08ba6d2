package orchestrator.http.account;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Holds the accounts of a file as it was at one moment, in its order. */
public final class Accounts {
  /** Nobody. */
  static final Accounts NONE = new Accounts(Map.of());

  private final Map<String, StoredAccount> byName;
  private final Map<String, TokenOwner> byToken = new HashMap<>();
  private final String costliestHash;

  /** Tells whose a token is. */
  record TokenOwner(StoredAccount account, StoredToken token) {}

  private Accounts(Map<String, StoredAccount> byName) {
    this.byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    for (StoredAccount account : byName.values()) {
      for (StoredToken token : account.tokens()) {
        byToken.put(token.sha256(), new TokenOwner(account, token));
      }
    }
    costliestHash =
        byName.values().stream()
            .map(StoredAccount::passwordHash)
            .max(Comparator.comparingInt(Passwords::cost))
            .orElse(Passwords.NOBODYS_HASH);
  }

  /** Accounts of different names. */
  static Accounts of(Collection<StoredAccount> accounts) {
    Map<String, StoredAccount> byName = new LinkedHashMap<>();
    accounts.forEach(account -> byName.put(account.account().name(), account));
    return new Accounts(byName);
  }

  Collection<StoredAccount> all() {
    return byName.values();
  }

  Optional<StoredAccount> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Optional<TokenOwner> findToken(String sha256) {
    return Optional.ofNullable(byToken.get(sha256));
  }

  /** A hash that takes as long to check as that of any account; of which one does not matter. */
  String costliestHash() {
    return costliestHash;
  }

  /** The same with this account, in the place of one of its name. */
  Accounts with(StoredAccount account) {
    Map<String, StoredAccount> changed = new LinkedHashMap<>(byName);
    changed.put(account.account().name(), account);
    return new Accounts(changed);
  }

  Accounts without(String name) {
    Map<String, StoredAccount> changed = new LinkedHashMap<>(byName);
    changed.remove(name);
    return new Accounts(changed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Accounts accounts && accounts.byName.equals(byName);
  }

  @Override
  public int hashCode() {
    return byName.hashCode();
  }

  /** The names: all else is nobody's business. */
  @Override
  public String toString() {
    return byName.keySet().toString();
  }
}
