package orchestrator.server.config;

/**
 * Says where the server listens.
 *
 * @param grpc the API
 * @param http health pages and metrics
 */
public record Endpoints(Endpoint grpc, Endpoint http) {}
