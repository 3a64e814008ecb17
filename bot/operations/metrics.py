"""Prometheus metrics, read from the engine when they are asked for; no label names a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.engine.lanes import Engine
from bot.operations.health import Health


class EngineCollector(Collector):
    """The health numbers as gauges, answers and letters as counters by channel."""

    def __init__(self, engine: Engine, look: Callable[[], Health]) -> None:
        self._engine = engine
        self._look = look

    def collect(self) -> Iterable[Metric]:
        """The metrics of this moment."""
        numbers = asdict(self._look())
        del numbers["stage"]  # a word
        silence = numbers.pop("silence")
        for name, value in numbers.items():
            yield GaugeMetricFamily(f"danbiet_{name}", name.replace("_", " "), value=value)
        channels = GaugeMetricFamily("danbiet_silence_seconds", "since a platform was in touch", labels=["channel"])
        for channel, seconds in silence.items():
            channels.add_metric([channel], seconds)
        yield channels
        counts = {"answered_updates": self._engine.answered, "delivered_letters": self._engine.delivered}
        for name, by_channel in counts.items():
            family = CounterMetricFamily(f"danbiet_{name}", name.replace("_", " "), labels=["channel"])
            for channel, count in by_channel.items():
                family.add_metric([channel], count)
            yield family


def exposition(engine: Engine, look: Callable[[], Health]) -> Callable[[], bytes]:
    """What /metrics answers."""
    registry = CollectorRegistry()
    registry.register(EngineCollector(engine, look))
    return lambda: generate_latest(registry)
