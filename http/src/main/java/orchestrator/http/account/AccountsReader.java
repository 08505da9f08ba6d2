package orchestrator.http.account;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads the text of a file of accounts; says of a wrong one what is wrong, and in which account.
 */
final class AccountsReader {
  static final String NAME_RULE =
      "letters, digits and . _ - @, at most 64, the first a letter or digit";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  /** What a header can carry. */
  private static final Pattern WORD = Pattern.compile("[!-~]{1,128}");

  private static final Pattern TOKEN_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final int LONGEST_QUOTE = 60;

  private final String file;

  private AccountsReader(String file) {
    this.file = file;
  }

  /**
   * Reads the one document of a file.
   *
   * @param file names it in what is said of it
   * @throws AccountsException that names the file
   */
  static Accounts read(String file, byte[] content) {
    return new AccountsReader(file).accounts(content);
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Whether the text can be an organization or a channel. */
  static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  private Accounts accounts(byte[] content) {
    Map<String, Object> root = map("the file", document(content));
    known("", root, Set.of("accounts"));
    if (!root.containsKey("accounts")) {
      throw wrong("it has no key accounts");
    }
    List<StoredAccount> accounts = new ArrayList<>();
    Set<String> tokens = new HashSet<>();
    map("accounts", root.get("accounts"))
        .forEach(
            (name, value) -> {
              if (!isName(name)) {
                throw wrong(quoted(name) + " is no name of an account: " + NAME_RULE);
              }
              StoredAccount account = account(name, value);
              for (StoredToken token : account.tokens()) {
                if (!tokens.add(token.sha256())) {
                  throw wrong("account " + name + ": token " + token.id() + " is there twice");
                }
              }
              accounts.add(account);
            });
    return Accounts.of(accounts);
  }

  private StoredAccount account(String name, @Nullable Object value) {
    String where = "account " + name;
    Map<String, Object> fields = map(where, value);
    String in = where + ": ";
    known(in, fields, Set.of("password", "organization", "channels", "access", "tokens"));
    String hash = text(in, "password", fields);
    if (!Passwords.isHash(hash)) {
      // Not quoted: it may be a password.
      throw wrong(
          in
              + "password must be a bcrypt hash ($2a$, $2b$ or $2y$) of a cost from "
              + Passwords.LEAST_COST
              + " to "
              + Passwords.MOST_COST);
    }
    String organization = word(in, "organization", text(in, "organization", fields));
    String access = text(in, "access", fields);
    Account account =
        new Account(
            name,
            organization,
            channels(in, fields),
            Access.of(access)
                .orElseThrow(
                    () -> wrong(in + "access must be read or write, not " + quoted(access))));
    List<StoredToken> tokens = new ArrayList<>();
    if (fields.containsKey("tokens")) {
      map(in + "tokens", fields.get("tokens")).forEach((id, of) -> tokens.add(token(in, id, of)));
    }
    return new StoredAccount(account, hash, tokens);
  }

  private Set<String> channels(String in, Map<String, Object> fields) {
    if (!(fields.get("channels") instanceof List<?> list) || list.isEmpty()) {
      throw wrong(in + "channels must be a list of at least one");
    }
    Set<String> channels = new LinkedHashSet<>();
    for (Object each : list) {
      if (!(each instanceof String channel)) {
        throw wrong(in + "channels must be a list of texts");
      }
      channels.add(word(in, "channels", channel));
    }
    return channels;
  }

  private StoredToken token(String account, String id, @Nullable Object value) {
    if (!TOKEN_ID.matcher(id).matches()) {
      throw wrong(account + quoted(id) + " is no id of a token");
    }
    String where = account + "token " + id;
    Map<String, Object> fields = map(where, value);
    String in = where + ": ";
    known(in, fields, Set.of("sha256", "created", "expires", "note"));
    String sha256 = text(in, "sha256", fields);
    if (!SHA256.matcher(sha256).matches()) {
      throw wrong(in + "sha256 must be 64 hexadecimal digits in lower case");
    }
    return new StoredToken(
        id,
        sha256,
        time(in, "created", text(in, "created", fields)),
        fields.containsKey("expires")
            ? Optional.of(time(in, "expires", text(in, "expires", fields)))
            : Optional.empty(),
        fields.containsKey("note") ? Optional.of(text(in, "note", fields)) : Optional.empty());
  }

  private Instant time(String in, String key, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrong(in + key + " must be a time such as 2027-01-31T12:00:00Z, not " + quoted(text));
    }
  }

  private String word(String in, String key, String text) {
    if (!isWord(text)) {
      throw wrong(
          in + key + " must be 1 to 128 printable characters of ASCII, not " + quoted(text));
    }
    return text;
  }

  private String text(String in, String key, Map<String, Object> fields) {
    Object value = fields.get(key);
    if (value == null) {
      throw wrong(in + "it has no " + key);
    }
    if (!(value instanceof String text)) {
      throw wrong(in + key + " must be a text");
    }
    return text;
  }

  private Map<String, Object> map(String where, @Nullable Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!(value instanceof Map<?, ?> raw)) {
      throw wrong(where + " must be a map");
    }
    raw.forEach(
        (key, of) -> {
          if (!(key instanceof String name)) {
            throw wrong(where + " has a key that is no text");
          }
          map.put(name, of);
        });
    return map;
  }

  private void known(String in, Map<String, Object> fields, Set<String> keys) {
    for (String key : fields.keySet()) {
      if (!keys.contains(key)) {
        throw wrong(in + "unknown key " + quoted(key));
      }
    }
  }

  private @Nullable Object document(byte[] content) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    DumperOptions unused = new DumperOptions();
    Yaml yaml =
        new Yaml(
            new SafeConstructor(options), new Representer(unused), unused, options, new Texts());
    try {
      return yaml.load(
          new StringReader(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString()));
    } catch (CharacterCodingException e) {
      throw wrong("it is no UTF-8 text");
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw wrong("line " + line + ": " + oneLine(e.getProblem()));
    } catch (YAMLException e) {
      throw wrong(oneLine(e.getMessage()));
    }
  }

  /** Nothing that is not told to be is a number, a truth value or a date: names are names. */
  private static final class Texts extends Resolver {
    @Override
    protected void addImplicitResolvers() {}
  }

  private static String oneLine(@Nullable String problem) {
    return problem == null ? "it is not YAML" : problem.replaceAll("\\s+", " ");
  }

  private static String quoted(String text) {
    String plain = text.replaceAll("[^ -~]", "?");
    return '"'
        + (plain.length() > LONGEST_QUOTE ? plain.substring(0, LONGEST_QUOTE) + "…" : plain)
        + '"';
  }

  private AccountsException wrong(String what) {
    return new AccountsException(file + ": " + what);
  }
}
