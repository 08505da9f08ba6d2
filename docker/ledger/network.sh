#!/usr/bin/env bash
# The network of compose.yaml. Needs Docker, and of a release of Hyperledger Fabric 3.1 the programs
# cryptogen, configtxgen, osnadmin and peer in the PATH, and its config folder as FABRIC_CFG_PATH.
#
#   ./network.sh up      makes what is missing, and starts everything
#   ./network.sh down    stops everything; the ledger stays
#   ./network.sh clean   removes everything, the ledger too
set -euo pipefail
cd "$(dirname "$0")"

readonly CHANNEL=mychannel NAME=orchestrator VERSION=1 SEQUENCE=1
readonly CRYPTO=$PWD/network/crypto
readonly ORDERER_CA=$CRYPTO/ordererOrganizations/example.com/orderers/orderer.example.com/tls/ca.crt
readonly ORDERER=(--orderer 127.0.0.1:7050 --tls --cafile "$ORDERER_CA")

organization() { echo "$CRYPTO/peerOrganizations/org$1.example.com"; }
peer_port() { case $1 in 1) echo 7051 ;; 2) echo 9051 ;; esac; }
chaincode_port() { case $1 in 1) echo 7999 ;; 2) echo 9999 ;; esac; }
peer_ca() { echo "$(organization "$1")/peers/peer0.org$1.example.com/tls/ca.crt"; }

# The organization's number, then what its administrator has to say to its peer.
as_admin() {
  local i=$1
  shift
  CORE_PEER_LOCALMSPID=MyOrg${i}MSP CORE_PEER_ADDRESS=127.0.0.1:$(peer_port "$i") CORE_PEER_TLS_ENABLED=true \
    CORE_PEER_TLS_ROOTCERT_FILE=$(peer_ca "$i") \
    CORE_PEER_MSPCONFIGPATH=$(organization "$i")/users/Admin@org$i.example.com/msp \
    FABRIC_LOGGING_SPEC=error peer "$@"
}

# What is waited for, then the command that succeeds once it is there.
wait_for() {
  local what=$1
  shift
  for _ in $(seq 120); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.5
  done
  echo "network.sh: $what did not come up; see docker compose logs" >&2
  exit 1
}

make_material() {
  cryptogen generate --config=crypto-config.yaml --output="$CRYPTO"
  # The processes in the containers are other users than the one who runs this.
  chmod -R go+rX "$CRYPTO"
  FABRIC_CFG_PATH=$PWD configtxgen -profile Channel -channelID "$CHANNEL" -outputBlock network/$CHANNEL.block
}

# One package an organization, with the key by which the chaincode knows the organization's peer.
make_packages() {
  local i id
  : >.env
  for i in 1 2; do
    id=$(docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD/network:/network" orchestrator-chaincode package \
      --address "chaincode.org$i.example.com:$(chaincode_port "$i")" \
      --tls-ca "/network/crypto/peerOrganizations/org$i.example.com/tlsca/tlsca.org$i.example.com-cert.pem" \
      --client-certificate "/network/crypto/peerOrganizations/org$i.example.com/users/User1@org$i.example.com/tls/client.crt" \
      --client-key "/network/crypto/peerOrganizations/org$i.example.com/users/User1@org$i.example.com/tls/client.key" \
      --output "/network/chaincode$i.tgz")
    echo "CHAINCODE_ID_$i=$id" >>.env
  done
}

join_orderer() {
  local admin=$CRYPTO/ordererOrganizations/example.com/users/Admin@example.com/tls
  osnadmin channel join --channelID "$CHANNEL" --config-block "network/$CHANNEL.block" --orderer-address 127.0.0.1:7053 \
    --ca-file "$ORDERER_CA" --client-cert "$admin/client.crt" --client-key "$admin/client.key"
}

join_channel() {
  wait_for "orderer" join_orderer
  local i
  for i in 1 2; do
    wait_for "peer of organization $i" as_admin "$i" channel join --blockpath "network/$CHANNEL.block"
  done
  wait_for "leader of the orderers" as_admin 1 channel fetch oldest network/oldest.block --channelID "$CHANNEL" "${ORDERER[@]}"
}

deploy() {
  local i peers=()
  for i in 1 2; do
    as_admin "$i" lifecycle chaincode install "network/chaincode$i.tgz"
    as_admin "$i" lifecycle chaincode approveformyorg "${ORDERER[@]}" --channelID "$CHANNEL" --name "$NAME" \
      --version "$VERSION" --sequence "$SEQUENCE" --package-id "$(sed -n "s/^CHAINCODE_ID_$i=//p" .env)"
    peers+=(--peerAddresses "127.0.0.1:$(peer_port "$i")" --tlsRootCertFiles "$(peer_ca "$i")")
  done
  as_admin 1 lifecycle chaincode commit "${ORDERER[@]}" --channelID "$CHANNEL" --name "$NAME" \
    --version "$VERSION" --sequence "$SEQUENCE" "${peers[@]}"
}

up() {
  mkdir -p network
  docker build --tag orchestrator-chaincode --file ../chaincode/Dockerfile ../..
  if [ ! -d "$CRYPTO" ]; then make_material; fi
  if [ ! -f .env ]; then make_packages; fi
  docker compose up --detach orderer peer1 peer2
  if [ ! -f network/deployed ]; then
    join_channel
    deploy
    touch network/deployed
  fi
  docker compose up --detach --build
}

case ${1:-} in
  up) up ;;
  down) docker compose down ;;
  clean)
    if [ -f .env ]; then docker compose down --volumes; fi
    rm -rf network .env
    ;;
  *)
    sed -n '2,7s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
