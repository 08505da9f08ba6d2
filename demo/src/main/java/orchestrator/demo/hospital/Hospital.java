package orchestrator.demo.hospital;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.spec.DataManagerSpec;
import orchestrator.client.spec.Sharing;
import orchestrator.client.worker.Worker;
import orchestrator.client.worker.WorkerBuilder;
import orchestrator.demo.data.HospitalRecords;
import orchestrator.demo.storage.ArtefactStore;
import orchestrator.demo.study.Names;
import orchestrator.demo.study.Step;
import orchestrator.demo.study.StudyKeys;
import orchestrator.proto.Addressable;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.GetAllOrganizationsParam;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.Organization;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterOrganizationParam;

/**
 * A hospital: an organization with records of its own, which it registers without showing them, and
 * a worker that computes its tasks. It can be ended at any moment and made anew; the new one goes
 * on where the old one was.
 */
public final class Hospital implements AutoCloseable {

  private static final int CONCURRENCY = 4;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final OrchestratorClient client;
  private final StudyKeys keys;
  private final HospitalRecords records;
  private final PrivateRecords disk;
  private final ArtefactStore store;
  private final Worker worker;
  private final Cleaner cleaner;

  private Hospital(
      OrchestratorClient client,
      StudyKeys keys,
      HospitalRecords records,
      ArtefactStore store,
      Path privateFolder) {
    this.client = client;
    this.keys = keys;
    this.records = records;
    this.store = store;
    this.disk = new PrivateRecords(keys, client.organization(), records, privateFolder);
    this.cleaner = new Cleaner(client, store, keys.plan());
    this.worker = worker();
  }

  /** Registers the organization, so that others can share with it. */
  public static void introduce(OrchestratorClient client) {
    Registration.once(
        client,
        OrganizationServiceGrpc.getRegisterOrganizationMethod(),
        RegisterOrganizationParam.getDefaultInstance());
  }

  /** Which of some organizations have not registered yet. */
  public static Set<String> missing(OrchestratorClient client, List<String> organizations) {
    Set<String> missing = new HashSet<>(organizations);
    client
        .call(
            OrganizationServiceGrpc.getGetAllOrganizationsMethod(),
            GetAllOrganizationsParam.getDefaultInstance())
        .getOrganizationsList()
        .stream()
        .map(Organization::getId)
        .forEach(missing::remove);
    return missing;
  }

  /**
   * Registers the hospital's data and starts to compute its tasks. All partners must be registered.
   *
   * @param client connected as the hospital's organization; to be closed after the hospital
   * @param partners the organizations that may use the data in tasks
   * @param store where models travel
   * @param privateFolder where the records lie
   */
  public static Hospital open(
      OrchestratorClient client,
      StudyKeys keys,
      List<String> partners,
      HospitalRecords records,
      ArtefactStore store,
      Path privateFolder) {
    Hospital hospital = new Hospital(client, keys, records, store, privateFolder);
    hospital.register(partners);
    return hospital;
  }

  /** What ended the hospital's work against its will; empty while all is well. */
  public Optional<String> problem() {
    return worker.completion().isCompletedExceptionally() || cleaner.isBroken()
        ? Optional.of(client.organization() + " no longer hears of its tasks")
        : Optional.empty();
  }

  /** Whether the plan has come to its end, and what the hospital had put out on the way is gone. */
  public boolean isFinished() {
    return cleaner.isFinished();
  }

  /** Takes no new tasks and gives those that run a few seconds to end. */
  @Override
  public void close() {
    stopWork();
    cleaner.close();
  }

  /** Takes no new tasks; what was put out is still cleaned away. */
  public void stopWork() {
    try {
      worker.stop(STOP_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void register(List<String> partners) {
    String organization = client.organization();
    NewDataManager manager =
        DataManagerSpec.named("tumours seen at " + organization)
            .key(keys.dataManager(organization))
            .description(file("description.md", "Fine needle aspirates of breast masses."))
            .opener(file("opener.txt", "class " + PrivateRecords.class.getName()))
            .sharing(Sharing.with(partners.toArray(String[]::new)))
            .logs(Sharing.with(partners.toArray(String[]::new)))
            .metadata(Names.TRAINING, String.valueOf(records.training().lines().size()))
            .metadata(Names.HELD_BACK, String.valueOf(records.heldBack().lines().size()))
            .toMessage();
    Registration.once(client, DataManagerServiceGrpc.getRegisterDataManagerMethod(), manager);
    Registration.once(
        client,
        DataSampleServiceGrpc.getRegisterDataSamplesMethod(),
        RegisterDataSamplesParam.newBuilder().addAllSamples(disk.toMessages()).build());
  }

  private Worker worker() {
    HospitalFunctions functions = new HospitalFunctions(client.organization(), disk, store);
    WorkerBuilder builder =
        Worker.builder(client).concurrency(CONCURRENCY).failureLog(this::logFailure);
    for (Step step : Step.values()) {
      builder.function(keys.functionName(step), functions.handler(step));
    }
    return builder.start();
  }

  private Optional<Addressable> logFailure(ComputeTask task, Throwable cause) {
    String reason = Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
    return Optional.of(store.write(client.organization(), "logs", task.getKey() + ".txt", reason));
  }

  private Addressable file(String name, String text) {
    return store.write(client.organization(), "data", name, text);
  }
}
