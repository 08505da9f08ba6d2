package orchestrator.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orchestrator.http.account.Access;
import orchestrator.http.account.Account;
import orchestrator.http.account.OneAccount;
import orchestrator.learning.LearningSettings;
import orchestrator.learning.LearningSettings.RuleSet;
import orchestrator.server.config.Durations;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.JobOptions;
import orchestrator.server.config.JobSettings;
import orchestrator.server.config.Setting;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.SettingValues;
import orchestrator.server.config.SettingsException;
import orchestrator.server.config.Sizes;

/** Declares the settings of learning. Those that the original has are read by its names too. */
public final class LearningOptions implements JobOptions {
  private static final Pattern NAME = Pattern.compile("[!-~&&[^,]]{1,100}");
  private static final Pattern USER_NAME = Pattern.compile("[^:\\p{Cntrl}]+");

  private static final Setting<Boolean> ENABLED =
      Setting.toggle(
          "learning",
          false,
          "make training tasks of problems, algorithms and data, and serve /problem, /algo and their"
              + " like on the HTTP port");
  private static final Setting<Endpoint> LISTEN =
      Setting.optional(
          "learning-listen",
          "HOST:PORT",
          "where learning is served alone, for callers who expect port 5000; beyond loopback it needs"
              + " --accounts, or a user and a password",
          Endpoint::parse);
  private static final Setting<String> CHANNEL =
      Setting.of(
          "learning-channel",
          "NAME",
          "mychannel",
          "channel on which problems, algorithms, data and tasks are",
          text -> SettingValues.matching(NAME, text, "must be the name of a channel"));
  private static final Setting<List<String>> ORGANIZATIONS =
      Setting.of(
          "learning-organization",
          "ID,...",
          "MyOrg1MSP",
          "organizations whose problems are followed; the user acts for the first",
          LearningOptions::organizations);
  private static final Setting<RuleSet> RULES =
      Setting.of(
          "learning-rules",
          "corrected|original",
          "corrected",
          "rules of problems that name none: what the original promises, or what it does",
          LearningOptions::rules);
  private static final Setting<URI> COMPUTE_URL =
      Setting.optional(
          "learning-compute-url",
          "URL",
          "base address of the service that tasks are pushed to, at /learn and /pred; also"
              + " COMPUTE_URL",
          LearningOptions::address);
  private static final Setting<URI> STORAGE =
      Setting.of(
          "learning-storage",
          "URL",
          "http://storage.invalid",
          "base address below which models and predictions are",
          LearningOptions::address);
  private static final Setting<Duration> LEASE =
      Setting.of(
          "learning-lease",
          "DURATION",
          "10m",
          "time after which a task that a worker has taken is handed out again",
          Durations::waiting);
  private static final Setting<Integer> TRIES =
      Setting.of(
          "learning-tries",
          "COUNT",
          "3",
          "how often a task that fails is handed out",
          text -> Sizes.count(text, 100));
  private static final Setting<Boolean> CORS =
      Setting.toggle(
          "learning-cors", false, "let pages of every origin call; also CORS, with any value");
  private static final Setting<String> USER =
      Setting.optional(
          "learning-user",
          "NAME",
          "who may call besides the accounts; also USER_AUTH",
          text -> SettingValues.matching(USER_NAME, text, "must be a name without a colon"));
  private static final Setting<String> PASSWORD =
      Setting.optional(
          "learning-password",
          "TEXT",
          "that user's password; also PWD_AUTH; a flag shows in the machine's list of processes",
          text -> text);

  /** In the order in which help and documents list them. */
  static final List<Setting<?>> ALL =
      List.of(
          ENABLED,
          LISTEN,
          CHANNEL,
          ORGANIZATIONS,
          RULES,
          COMPUTE_URL,
          STORAGE,
          LEASE,
          TRIES,
          CORS,
          USER,
          PASSWORD);

  @Override
  public List<Setting<?>> settings() {
    return ALL;
  }

  @Override
  public JobSettings read(SettingSource source) {
    return settings(source);
  }

  /**
   * Reads the settings.
   *
   * @throws SettingsException that names the first one that cannot be used
   */
  static LearningJobSettings settings(SettingSource source) {
    boolean enabled = source.get(ENABLED);
    if (source.has(LISTEN) && !enabled) {
      throw new SettingsException(source.key(LISTEN) + " needs " + ENABLED.flag());
    }
    LearningSettings rules =
        new LearningSettings(
            source.get(CHANNEL),
            source.get(ORGANIZATIONS),
            source.get(RULES),
            enabled ? source.find(COMPUTE_URL, "COMPUTE_URL") : Optional.empty(),
            source.get(STORAGE),
            source.get(LEASE),
            source.get(TRIES));
    Optional<String> user = enabled ? source.find(USER, "USER_AUTH") : Optional.empty();
    Optional<String> password = enabled ? source.find(PASSWORD, "PWD_AUTH") : Optional.empty();
    return new LearningJobSettings(
        enabled,
        source.find(LISTEN),
        user.filter(name -> password.isPresent()).map(name -> account(name, password.get(), rules)),
        Optional.of("of the user of learning and the password one is missing, so that nobody is it")
            .filter(warning -> user.isPresent() != password.isPresent()),
        source.get(CORS) || source.foreign("CORS").isPresent(),
        rules);
  }

  private static OneAccount account(String name, String password, LearningSettings rules) {
    return new OneAccount(
        new Account(name, rules.organizations().get(0), Set.of(rules.channel()), Access.WRITE),
        password);
  }

  private static List<String> organizations(String text) {
    List<String> names = Stream.of(text.split(",", -1)).map(String::strip).distinct().toList();
    if (!names.stream().allMatch(name -> NAME.matcher(name).matches())) {
      throw new IllegalArgumentException("must be ids of organizations, with commas between");
    }
    return names;
  }

  private static RuleSet rules(String text) {
    return Stream.of(RuleSet.values())
        .filter(rules -> rules.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be corrected or original"));
  }

  /** Without a slash at the end, so that paths can be put behind it. */
  private static URI address(String text) {
    try {
      URI address = new URI(text.replaceFirst("/+$", ""));
      boolean isWhole =
          List.of("http", "https").contains(String.valueOf(address.getScheme()))
              && address.getHost() != null
              && address.getRawQuery() == null
              && address.getRawFragment() == null;
      if (isWhole) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new IllegalArgumentException("must be an address such as http://127.0.0.1:8081");
  }
}
