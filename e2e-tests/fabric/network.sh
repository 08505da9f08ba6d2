#!/usr/bin/env bash
# A Hyperledger Fabric network of some organizations on loopback, without containers.
#
#   FABRIC_HOME=<Fabric release: bin/ config/ builders/> NET=<empty folder> ./network.sh up
#   ... ./network.sh deploy NAME HOST:PORT...   chaincode as a service, an address for each organization
#   ... ./network.sh down
#
# One Raft orderer (7050), peer0 of MyOrg1MSP (7051), of MyOrg2MSP (9051) and so on, ORGANIZATIONS=2 of them; TLS everywhere, channel
# `mychannel` (CHANNELS="a b" for others), endorsement policy "all organizations". Crypto material lies in $NET/crypto.
set -euo pipefail
: "${FABRIC_HOME:?a folder with bin/, config/ and builders/ as in a Fabric release}" "${NET:?a folder for the network}"
CHANNELS=${CHANNELS:-mychannel}
ORGANIZATIONS=${ORGANIZATIONS:-2}
STATE_DB=${STATE_DB:-goleveldb}       # or CouchDB, with COUCHDB_1, COUCHDB_2 ... (host:port), COUCHDB_USER, COUCHDB_PASSWORD
export PATH="$FABRIC_HOME/bin:$PATH"
CRYPTO=$NET/crypto
ORDERER_TLS=$CRYPTO/ordererOrganizations/example.com/orderers/orderer.example.com/tls
ORDERER=(-o 127.0.0.1:7050 --tls --cafile "$ORDERER_TLS/ca.crt" --connTimeout 30s)
organizations() { seq "$ORGANIZATIONS"; }
port() { echo $((5051 + 2000 * $1)); }
org() { echo "$CRYPTO/peerOrganizations/org$1.example.com"; }

logged() { # name of the log, command...
  local log=$NET/log/$1.log; shift
  "$@" >"$log" 2>&1 || { echo "network: $* failed:" >&2; tail -n 5 "$log" >&2; exit 1; }
}

material() {
  mkdir -p "$NET/config" "$NET/log"
  cat >"$NET/crypto-config.yaml" <<Y
OrdererOrgs:
  - Name: Orderer
    Domain: example.com
    EnableNodeOUs: true
    Specs: [{Hostname: orderer, SANS: [localhost, 127.0.0.1]}]
PeerOrgs:
$(for i in $(organizations); do cat <<P
  - Name: MyOrg$i
    Domain: org$i.example.com
    EnableNodeOUs: true
    Template: {Count: 1, SANS: [localhost, 127.0.0.1]}
    Users: {Count: 1}
P
done)
Y
  logged cryptogen cryptogen generate --config="$NET/crypto-config.yaml" --output="$CRYPTO"
  policies() { # MSP, roles of readers and of writers, role that endorses
    cat <<P
    Policies:
      Readers: {Type: Signature, Rule: "OR('$1.member')"}
      Writers: {Type: Signature, Rule: "OR('$1.member')"}
      Admins: {Type: Signature, Rule: "OR('$1.admin')"}
      Endorsement: {Type: Signature, Rule: "OR('$1.member')"}
P
  }
  cat >"$NET/config/configtx.yaml" <<Y
Organizations:
  - &Orderer
    Name: OrdererOrg
    ID: OrdererMSP
    MSPDir: $CRYPTO/ordererOrganizations/example.com/msp
    OrdererEndpoints: [127.0.0.1:7050]
$(policies OrdererMSP)
$(for i in $(organizations); do cat <<P
  - &Org$i
    Name: MyOrg${i}MSP
    ID: MyOrg${i}MSP
    MSPDir: $(org $i)/msp
    AnchorPeers: [{Host: 127.0.0.1, Port: $(port $i)}]
$(policies MyOrg${i}MSP)
P
done)
Profiles:
  Channel:
    Policies: &Meta
      Readers: {Type: ImplicitMeta, Rule: ANY Readers}
      Writers: {Type: ImplicitMeta, Rule: ANY Writers}
      Admins: {Type: ImplicitMeta, Rule: MAJORITY Admins}
    Capabilities: {V2_0: true}
    Orderer:
      OrdererType: etcdraft
      Addresses: [127.0.0.1:7050]
      BatchTimeout: ${BATCH_TIMEOUT:-200ms}
      BatchSize: {MaxMessageCount: ${BATCH_COUNT:-500}, AbsoluteMaxBytes: ${BATCH_BYTES:-99 MB}, PreferredMaxBytes: ${BATCH_BYTES:-2 MB}}
      EtcdRaft:
        Consenters:
          - {Host: 127.0.0.1, Port: 7050, ClientTLSCert: $ORDERER_TLS/server.crt, ServerTLSCert: $ORDERER_TLS/server.crt}
      Organizations: [*Orderer]
      Policies:
        <<: *Meta
        BlockValidation: {Type: ImplicitMeta, Rule: ANY Writers}
      Capabilities: {V2_0: true}
    Application:
      Organizations: [$(organizations | sed 's/.*/*Org&/' | paste -sd,)]
      Policies:
        <<: *Meta
        LifecycleEndorsement: {Type: ImplicitMeta, Rule: MAJORITY Endorsement}
        Endorsement: {Type: ImplicitMeta, Rule: ALL Endorsement}
      Capabilities: {V2_5: true}
Y
  cp "$FABRIC_HOME/config/orderer.yaml" "$NET/config/"
  sed "s#/opt/hyperledger/ccaas_builder#$FABRIC_HOME/builders/ccaas#" "$FABRIC_HOME/config/core.yaml" >"$NET/config/core.yaml"
}

start() { # name, command...: runs in the background, its process id in $NET/name.pid
  local name=$1; shift
  setsid nohup "$@" >"$NET/log/$name.log" 2>&1 </dev/null &
  echo $! >"$NET/$name.pid"
}

start_orderer() {
  start orderer env FABRIC_CFG_PATH="$NET/config" ORDERER_GENERAL_LISTENADDRESS=127.0.0.1 ORDERER_GENERAL_LISTENPORT=7050 \
    ORDERER_GENERAL_LOCALMSPID=OrdererMSP ORDERER_GENERAL_LOCALMSPDIR="$ORDERER_TLS/../msp" ORDERER_GENERAL_BOOTSTRAPMETHOD=none \
    ORDERER_GENERAL_TLS_ENABLED=true ORDERER_GENERAL_TLS_PRIVATEKEY="$ORDERER_TLS/server.key" \
    ORDERER_GENERAL_TLS_CERTIFICATE="$ORDERER_TLS/server.crt" ORDERER_GENERAL_TLS_ROOTCAS="[$ORDERER_TLS/ca.crt]" \
    ORDERER_GENERAL_CLUSTER_CLIENTCERTIFICATE="$ORDERER_TLS/server.crt" ORDERER_GENERAL_CLUSTER_CLIENTPRIVATEKEY="$ORDERER_TLS/server.key" \
    ORDERER_GENERAL_CLUSTER_ROOTCAS="[$ORDERER_TLS/ca.crt]" ORDERER_CHANNELPARTICIPATION_ENABLED=true \
    ORDERER_ADMIN_LISTENADDRESS=127.0.0.1:7053 ORDERER_ADMIN_TLS_ENABLED=false ORDERER_OPERATIONS_LISTENADDRESS=127.0.0.1:7443 \
    ORDERER_FILELEDGER_LOCATION="$NET/orderer/ledger" ORDERER_CONSENSUS_WALDIR="$NET/orderer/wal" ORDERER_CONSENSUS_SNAPDIR="$NET/orderer/snap" \
    orderer
}

start_peer() {
  local i=$1 p tls couch; p=$(port "$i"); tls=$(org "$i")/peers/peer0.org$i.example.com/tls; couch=COUCHDB_$i
  start "peer$i" env FABRIC_CFG_PATH="$NET/config" CORE_PEER_ID="peer0.org$i" CORE_PEER_NETWORKID=test \
    CORE_PEER_ADDRESS=127.0.0.1:"$p" CORE_PEER_LISTENADDRESS=127.0.0.1:"$p" CORE_PEER_CHAINCODEADDRESS=127.0.0.1:$((p + 1)) \
    CORE_PEER_CHAINCODELISTENADDRESS=127.0.0.1:$((p + 1)) CORE_PEER_GOSSIP_BOOTSTRAP=127.0.0.1:"$p" \
    CORE_PEER_GOSSIP_EXTERNALENDPOINT=127.0.0.1:"$p" CORE_PEER_GOSSIP_RECONNECTINTERVAL=1s CORE_PEER_LOCALMSPID="MyOrg${i}MSP" \
    CORE_PEER_MSPCONFIGPATH="$tls/../msp" CORE_PEER_FILESYSTEMPATH="$NET/peer$i" CORE_LEDGER_SNAPSHOTS_ROOTDIR="$NET/peer$i/snapshots" \
    CORE_PEER_TLS_ENABLED=true CORE_PEER_TLS_CERT_FILE="$tls/server.crt" CORE_PEER_TLS_KEY_FILE="$tls/server.key" CORE_PEER_TLS_ROOTCERT_FILE="$tls/ca.crt" \
    CORE_OPERATIONS_LISTENADDRESS=127.0.0.1:$((p + 3)) CORE_METRICS_PROVIDER=prometheus CORE_VM_ENDPOINT= \
    CORE_LEDGER_STATE_STATEDATABASE="$STATE_DB" CORE_LEDGER_STATE_COUCHDBCONFIG_COUCHDBADDRESS="${!couch:-}" \
    CORE_LEDGER_STATE_COUCHDBCONFIG_USERNAME="${COUCHDB_USER:-}" CORE_LEDGER_STATE_COUCHDBCONFIG_PASSWORD="${COUCHDB_PASSWORD:-}" \
    FABRIC_LOGGING_SPEC="${FABRIC_LOGGING_SPEC:-warn}" peer node start
}

as_admin() { # organization, peer arguments...
  local i=$1; shift
  FABRIC_CFG_PATH="$NET/config" CORE_PEER_LOCALMSPID="MyOrg${i}MSP" CORE_PEER_ADDRESS=127.0.0.1:"$(port "$i")" \
    CORE_PEER_MSPCONFIGPATH="$(org "$i")/users/Admin@org$i.example.com/msp" CORE_PEER_TLS_ENABLED=true CORE_PEER_CLIENT_CONNTIMEOUT=30s \
    CORE_PEER_TLS_ROOTCERT_FILE="$(org "$i")/peers/peer0.org$i.example.com/tls/ca.crt" FABRIC_LOGGING_SPEC=error peer "$@"
}

wait_for() { # what, command...
  local what=$1; shift
  for _ in $(seq 150); do "$@" >/dev/null 2>&1 && return; sleep 0.2; done
  echo "network: $what did not come up; see $NET/log" >&2; exit 1
}
listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1"); }

at_once() { # how many, command and arguments..., --, what each run gets as its last argument...
  local most=$1 command=() pids=() one; shift
  while [ "$1" != -- ]; do command+=("$1"); shift; done; shift
  for one; do
    if [ ${#pids[@]} -ge "$most" ]; then wait "${pids[0]}"; pids=("${pids[@]:1}"); fi
    "${command[@]}" "$one" &
    pids+=($!)
  done
  for one in "${pids[@]}"; do wait "$one"; done
}

join() { # channel, organization
  wait_for "channel $1 on peer $2" as_admin "$2" channel join -b "$NET/$1.block"
}

create_channel() { # channel
  logged "configtxgen-$1" env FABRIC_CFG_PATH="$NET/config" configtxgen -profile Channel -channelID "$1" -outputBlock "$NET/$1.block"
  logged "osnadmin-$1" osnadmin channel join --channelID "$1" --config-block "$NET/$1.block" -o 127.0.0.1:7053
  at_once 3 join "$1" -- $(organizations)
  wait_for "Raft leader of $1" as_admin 1 channel fetch oldest "$NET/log/oldest-$1.block" -c "$1" "${ORDERER[@]}"
}

up() {
  local i p ports=(7050 7053)
  material
  start_orderer
  for i in $(organizations); do start_peer "$i"; ports+=("$(port "$i")"); done
  for p in "${ports[@]}"; do wait_for "port $p" listening "$p"; done
  at_once 4 create_channel -- $CHANNELS
  echo "network: up, channels $CHANNELS"
}

install() { # name, "organization address": leaves the package's id in $NET/NAME.ORGANIZATION.id
  local name=$1 i=${2% *} address=${2#* } dir; dir=$(mktemp -d)
  printf '{"address":"%s","dial_timeout":"10s","tls_required":false}' "$address" >"$dir/connection.json"
  printf '{"type":"ccaas","label":"%s"}' "$name" >"$dir/metadata.json"
  tar -C "$dir" -czf "$dir/code.tar.gz" connection.json
  tar -C "$dir" -czf "$NET/$name.$i.tgz" metadata.json code.tar.gz
  rm -r "$dir"
  logged "install-$name.$i" as_admin "$i" lifecycle chaincode install "$NET/$name.$i.tgz"
  as_admin "$i" lifecycle chaincode calculatepackageid "$NET/$name.$i.tgz" >"$NET/$name.$i.id"
}

approve() { # name, channel, organization
  logged "approve-$1-$2.$3" as_admin "$3" lifecycle chaincode approveformyorg "${ORDERER[@]}" --channelID "$2" \
    --name "$1" --version 1 --sequence 1 --package-id "$(cat "$NET/$1.$3.id")"
}

define() { # name, channel
  local i peers=()
  at_once 3 approve "$1" "$2" -- $(organizations)
  for i in $(organizations); do
    peers+=(--peerAddresses 127.0.0.1:"$(port "$i")" --tlsRootCertFiles "$(org "$i")/peers/peer0.org$i.example.com/tls/ca.crt")
  done
  logged "commit-$1-$2" as_admin 1 lifecycle chaincode commit "${ORDERER[@]}" --channelID "$2" --name "$1" --version 1 --sequence 1 "${peers[@]}"
}

deploy() { # name, address for organization 1, for organization 2...; the first one for those that have none
  local name=$1 first=$2 i addresses=() installs=(); shift
  addresses=("$@")
  for i in $(organizations); do installs+=("$i ${addresses[i - 1]:-$first}"); done
  at_once 4 install "$name" -- "${installs[@]}"
  at_once 4 define "$name" -- $CHANNELS
  for i in $(organizations); do cat "$NET/$name.$i.id"; done >"$NET/$name.ids"
  echo "network: $name committed; start each service with CHAINCODE_ID from $NET/$name.ids, line 1 for MyOrg1MSP and so on"
}

down() { # returns when the processes have ended, so that the next network finds the ports free
  local f pids=()
  for f in "$NET"/*.pid; do [ -e "$f" ] && pids+=("$(cat "$f")") && rm -f "$f"; done
  [ ${#pids[@]} -eq 0 ] && return
  kill "${pids[@]}" 2>/dev/null
  for _ in $(seq 50); do kill -0 "${pids[@]}" 2>/dev/null || return 0; sleep 0.1; done
  kill -9 "${pids[@]}" 2>/dev/null
  return 0
}

case ${1:-} in
  up) up ;;
  deploy) shift; deploy "$@" ;;
  down) down ;;
  start-orderer) start_orderer ;;
  start-peer) start_peer "$2" ;;
  *) sed -n '2,9p' "$0"; exit 2 ;;
esac
