"""A visitor of a served app that speaks Streamlit's own protocol: pages are opened, files uploaded, buttons pressed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

ROOT = Path(__file__).parents[1]


class Server:
    """An app served on this machine in a process of its own."""

    def __init__(self, process: subprocess.Popen[bytes], address: str) -> None:
        self.process = process
        self.address = address

    @property
    def resident(self) -> float:
        """Its resident memory in MB, that of its child processes left aside."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    @property
    def processor_time(self) -> float:
        """The seconds of processor time that it has taken."""
        after_name = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, after_name[11:13])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(script: Path, *arguments: str, seconds_kept: int = 600) -> Iterator[Server]:
    """An app served for as long as it lasts; a closed tab's session is kept ``seconds_kept``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "port": port,
        "fileWatcherType": "none",
        "enableXsrfProtection": "false",
        "disconnectedSessionTTL": seconds_kept,
    }
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", script),
                *(f"--server.{name}={value}" for name, value in options.items()),
                "--browser.gatherUsageStats=false",
                *("--", *arguments),
            ],
            cwd=ROOT,
            env=os.environ | {"TMPDIR": folder},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        server = Server(process, f"127.0.0.1:{port}")
        try:
            while True:
                try:
                    urllib.request.urlopen(f"http://{server.address}/_stcore/health", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield server
        finally:
            process.terminate()
            process.wait()


class Visitor:
    """One browser tab's session, without the browser."""

    def __init__(self, server: Server, session: str = "") -> None:
        """``session`` is one whose connection was lost a moment ago."""
        self._server = server
        again = ["no-token", session] if session else []
        self._socket = connect(
            f"ws://{server.address}/_stcore/stream", subprotocols=["streamlit", *again], max_size=None
        )
        self._page = ""
        self.session = ""
        self._widgets: dict[str, WidgetState] = {}
        self.elements: list[Message] = []
        """What the last run drew."""
        self.until_first_chart = 0.0
        """Seconds of the server's processor time from the last question to its first chart."""

    def open(self, page: str = "") -> None:
        """Open a page by its address and wait until it is drawn, drawn again where the app asks for it."""
        self._page = page
        self._widgets = {}
        self._run()

    def press(self, label: str) -> None:
        """Press the button whose label begins so."""
        button = next(
            one.button
            for one in self.elements
            if one.HasField("button") and one.button.label.startswith(label)
        )
        pressed = WidgetState(id=button.id, trigger_value=True)
        self._run(pressed)

    def upload(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Put files into the page's uploader."""
        uploader = next(one.file_uploader for one in self.elements if one.HasField("file_uploader"))
        asked = BackMsg()
        asked.file_urls_request.request_id = "files"
        asked.file_urls_request.file_names.extend(name for name, _ in files)
        asked.file_urls_request.session_id = self.session
        self._socket.send(asked.SerializeToString())
        while not (answer := self._receive()).HasField("file_urls_response"):
            pass
        state = WidgetState(id=uploader.id)
        for (name, content), urls in zip(files, answer.file_urls_response.file_urls, strict=True):
            self._put(urls.upload_url, name, content)
            told = state.file_uploader_state_value.uploaded_file_info.add()
            told.name, told.size, told.file_id = name, len(content), urls.file_id
            told.file_urls.CopyFrom(urls)
        self._widgets[uploader.id] = state
        self._run()

    def text(self) -> str:
        """The words of the last run."""
        return " ".join(one.markdown.body for one in self.elements if one.HasField("markdown"))

    def close(self) -> None:
        """Close the tab."""
        self._socket.close()

    def _put(self, url: str, name: str, content: bytes) -> None:
        boundary = "the-end-of-a-part"
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
        request = urllib.request.Request(
            f"http://{self._server.address}{url}",
            data=body,
            method="PUT",
            headers={"Content-Type": f"multipart/form-data; boundary={boundary}"},
        )
        urllib.request.urlopen(request, timeout=300).close()

    def _run(self, trigger: WidgetState | None = None) -> None:
        message = BackMsg()
        message.rerun_script.page_name = self._page
        states = [*self._widgets.values(), *([trigger] if trigger else [])]
        message.rerun_script.widget_states.widgets.extend(states)
        before = self._server.processor_time
        self._socket.send(message.SerializeToString())
        drawn: list[Message] = []
        self.until_first_chart = 0.0
        while True:
            answer = self._receive()
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self.session = answer.new_session.initialize.session_id or self.session
                drawn = []
            elif kind == "delta" and answer.delta.HasField("new_element"):
                drawn.append(answer.delta.new_element)
                if not self.until_first_chart and "vega" in (drawn[-1].WhichOneof("type") or ""):
                    self.until_first_chart = self._server.processor_time - before
            elif kind == "script_finished" and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                break
        self.elements = drawn

    def _receive(self) -> ForwardMsg:
        answer = ForwardMsg()
        answer.ParseFromString(self._socket.recv(timeout=600))
        return answer
