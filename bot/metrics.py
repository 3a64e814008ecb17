"""Prometheus metrics, read from the engine when they are asked for; no label names a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.engine import Engine
from bot.health import measure


class EngineCollector(Collector):
    """The health numbers as gauges, answers and letters as counters by channel."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterable[Metric]:
        """The metrics of this moment."""
        for name, value in asdict(measure(self._engine)).items():
            yield GaugeMetricFamily(f"danbiet_{name}", name.replace("_", " "), value=value)
        counts = {"answered_updates": self._engine.answered, "delivered_letters": self._engine.delivered}
        for name, by_channel in counts.items():
            family = CounterMetricFamily(f"danbiet_{name}", name.replace("_", " "), labels=["channel"])
            for channel, count in by_channel.items():
                family.add_metric([channel], count)
            yield family


def exposition(engine: Engine) -> Callable[[], bytes]:
    """What /metrics answers."""
    registry = CollectorRegistry()
    registry.register(EngineCollector(engine))
    return lambda: generate_latest(registry)
