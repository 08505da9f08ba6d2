package orchestrator.lib.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import orchestrator.lib.transaction.BuildVersion;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.QueryVersionParam;
import orchestrator.proto.QueryVersionResponse;

/** Tells which versions run here. */
@Singleton
public final class InfoService {
  private final BuildVersion version;

  @Inject
  InfoService(BuildVersion version) {
    this.version = version;
  }

  /** The version of the running build. */
  public QueryVersionResponse queryVersion(Transaction transaction, QueryVersionParam request) {
    return QueryVersionResponse.newBuilder().setOrchestrator(version.text()).build();
  }
}
