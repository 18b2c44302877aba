# The command line in an image of its own. It holds no kubectl and no git: pipe in what they print.
FROM node:24-slim
COPY --chmod=0555 bundle/cdk8s-nodeport.cjs /usr/local/lib/cdk8s-nodeport.cjs
# The base image has this user besides root.
USER 1000:1000
WORKDIR /manifests
ENTRYPOINT ["node", "/usr/local/lib/cdk8s-nodeport.cjs"]
CMD ["--help"]
