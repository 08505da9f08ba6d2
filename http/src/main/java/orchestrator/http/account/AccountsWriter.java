package orchestrator.http.account;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes accounts as the text of a file. */
final class AccountsWriter {
  static final String FIRST_LINE =
      "# Written by \"orchestrator account\", which keeps no comments when it writes again.\n";

  private AccountsWriter() {}

  static String write(Accounts accounts) {
    Map<String, Object> all = new LinkedHashMap<>();
    accounts.all().forEach(account -> all.put(account.account().name(), account(account)));
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    return FIRST_LINE + new Yaml(options).dump(Map.of("accounts", all));
  }

  private static Map<String, Object> account(StoredAccount stored) {
    Account account = stored.account();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("password", stored.passwordHash());
    fields.put("organization", account.organization());
    fields.put("channels", List.copyOf(account.channels()));
    fields.put("access", account.access().word());
    if (!stored.tokens().isEmpty()) {
      Map<String, Object> tokens = new LinkedHashMap<>();
      stored.tokens().forEach(token -> tokens.put(token.id(), token(token)));
      fields.put("tokens", tokens);
    }
    return fields;
  }

  private static Map<String, Object> token(StoredToken token) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sha256", token.sha256());
    fields.put("created", token.created().toString());
    token.expires().ifPresent(expires -> fields.put("expires", expires.toString()));
    token.note().ifPresent(note -> fields.put("note", note));
    return fields;
  }
}
