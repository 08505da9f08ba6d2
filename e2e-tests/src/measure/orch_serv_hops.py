"""Hops a second of the Python library orch_serv: pip install orch_serv, then run this file.

A flow of five blocks whose sending does nothing, handled again and again at one place and along
the whole flow, as FlowLoad.java does it.
"""

import logging
import time
from typing import Optional

from pydantic import BaseModel

from orch_serv import BaseOrchServMsg, FlowBlock, FlowBuilder, SyncBlock, SyncFlow, SyncOrchestrator

logging.getLogger().setLevel(logging.ERROR)


class Body(BaseModel):
    value: int


class Header(BaseModel):
    source: Optional[str] = None
    flow: Optional[str] = None


class Msg(BaseOrchServMsg):
    body: Body
    header: Optional[Header]

    def get_flow(self):
        return self.header.flow

    def get_target(self):
        return None

    def get_source(self):
        return self.header.source

    def set_source(self, source):
        self.header.source = source


def block(name):
    class Block(SyncBlock):
        name_block = name

        def process(self, msg):
            return None

    return Block


class Line(SyncFlow):
    name_flow = "line"
    steps_flow = FlowBuilder(*[FlowBlock(block("b%d" % i)) for i in range(5)])


orchestrator = SyncOrchestrator(flows=[Line])
for _ in range(5):
    start = time.perf_counter()
    hops = 0
    while time.perf_counter() - start < 2:
        message = Msg(body=Body(value=1), header=Header(flow="line"))
        for _hop in range(5):
            orchestrator.handle(message)
            hops += 1
    print("hops a second: %d" % (hops / (time.perf_counter() - start)))
