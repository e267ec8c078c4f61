import sys, argparse
from pathlib import Path
from statistics import median
from . import payloads, harness
from .harness import *
from .serving import Serving

def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("rows", nargs="*")
    ap.add_argument("--checkout", type=Path, default=ROOT)
    ap.add_argument("--rounds", type=int, default=9)
    o = ap.parse_args()
    gen = (o.checkout / "generated").resolve()
    with Serving() as server:
        B = server.base_url
        B_ = FAST_MODULES
        def S(size=1, fast=False): return Setting(base_url=B, size=size, fast=fast)
        def C(name, peer, task, size=1, fast=False):
            return Contestant(name, peer, task, S(size, fast), () if fast else B_)
        MB = 1 << 20
        rows = {
          "get": (300, [C("httpx","httpx_sync","get"), C("cardwright","cardwright","get"), C("cardwright[fast]","cardwright","get",fast=True)], "<=1.00"),
          "get-async": (300, [C("httpx async","httpx_async","get"), C("cardwright async","cardwright","get_async"), C("cardwright async[fast]","cardwright","get_async",fast=True)], "<=1.00"),
          "mock": (600, [C("httpx mock","httpx_sync","mock"), C("cardwright mock","cardwright","mock"), C("cardwright mock[fast]","cardwright","mock",fast=True)], "<=1.00"),
          "list": (60, [C("httpx","httpx_sync","list_cards",100), C("cardwright","cardwright","list_cards",100), C("cardwright[fast]","cardwright","list_cards",100,True)], "<=1.25 (0.80)"),
          "list-async": (60, [C("httpx","httpx_async","list_cards",100), C("cardwright","cardwright","list_async",100), C("cardwright[fast]","cardwright","list_async",100,True)], "<=1.25 (0.80)"),
          "decode": (10, [C("json.loads","httpx_sync","decode",1000), C("cardwright","cardwright","decode",1000), C("cardwright[fast]","cardwright","decode",1000,True)], "<=1.9 (1.3)"),
          "photo": (1, [C("httpx data=","httpx_sync","photo",8*MB), C("cardwright","cardwright","photo",8*MB), C("cardwright[fast]","cardwright","photo",8*MB,True)], "<=0.06, 2 MB"),
          "preview": (3, [C("httpx","httpx_sync","preview",2*MB), C("cardwright","cardwright","preview",2*MB), C("cardwright[fast]","cardwright","preview",2*MB,True)], "<=1.3"),
          "preview-decode": (3, [C("json+b64","httpx_sync","decode_preview",2*MB), C("cardwright","cardwright","decode_preview",2*MB), C("cardwright[fast]","cardwright","decode_preview",2*MB,True)], "<=1.3"),
        }
        for name, (n, cs, goal) in rows.items():
            if o.rows and name not in o.rows: continue
            ws = {c.name: Worker(c, [gen]) for c in cs}
            for w in ws.values(): w.run(max(n // 10, 1))
            s = interleaved({k: (lambda w=w: w.run(n)["cpu"] / n * 1000) for k, w in ws.items()}, o.rounds)
            base = s[cs[0].name]
            for k, v in s.items():
                print(f"{name:16} {k:26} {median(v):9.3f} ms cpu   ratio {ratio(v, base):6.3f}   goal {goal}", flush=True)
            for w in ws.values(): w.close()
            if name == "photo":
                import hashlib
                want = hashlib.sha256(payloads.photo_bytes(8*MB)).hexdigest()
                for c in cs:
                    with Worker(c, [gen]) as w:
                        p = w.peak(1)["peak"]
                    ok = server.counts()["photo"] == want
                    print(f"{name:16} {c.name:26} {p/MB:9.1f} MB extra peak; arrived right: {ok}", flush=True)
        c = server.counts()
        print("refused", c["refused"])
        if not o.rows or "import" in o.rows:
            env = environment([gen])
            pre = "import time; t=time.process_time(); "
            post = "; print(time.process_time()-t)"
            codes = {"httpx": "import httpx; httpx.Client()",
              "cardwright": f"import instantcard; instantcard.InstantCard(base_url={B!r}, email='a@example.com', password='x', organization_id=1)"}
            def one(code): return float(subprocess.run([sys.executable, "-c", pre+code+post], env=env, capture_output=True, text=True, check=True).stdout)*1000
            for code in codes.values(): one(code)
            s = interleaved({k: (lambda c=c: one(c)) for k, c in codes.items()}, o.rounds + 2)
            for k, v in s.items():
                print(f"{'import':16} {k:26} {median(v):9.1f} ms cpu   ratio {ratio(v, s['httpx']):6.3f}   goal <=1.15")
main()
